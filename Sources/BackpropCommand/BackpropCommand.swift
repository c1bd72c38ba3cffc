import ArgumentParser

@main
struct BackpropCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "backprop")
}
