import ArgumentParser

/// The address of the playground's page.
struct PlaygroundAddress: ParsableArguments {
    @Option("port", 0...65_535, "The port to listen on, or 0 for a free one") var port: Int = 0
}
