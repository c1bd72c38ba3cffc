import ArgumentParser
import Backprop

/// Retells the classic article; the library computes every number.
struct TutorialCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tutorial",
        abstract: "Learn how backpropagation works, part by part.",
        discussion: """
            Retells the classic six-part article on coding a neural network from scratch, on the engine \
            that trains everything else here and with the article's own random numbers: initialize, \
            forward propagate, back-propagate the error, train, predict, and tell three varieties of \
            wheat apart. Then the same as products of matrices.

            Examples:
              backprop tutorial
              backprop tutorial --part 4
              backprop tutorial --part 6 --data wheat-seeds.csv
            """)

    @Option(help: ArgumentHelp("Show one part alone: 1 to 6, or matrix.", valueName: "N"))
    var part: TutorialPart?

    @Option(help: ArgumentHelp("The wheat seeds for part 6, separated by commas or tabs.", valueName: "FILE"))
    var data: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        do {
            try show()
        } catch let failure as TutorialFailure {
            Console.error(failure.message)
            failure.status.exit()
        }
    }

    private func show() throws {
        let needsData = part == nil || part == .wheatSeeds
        if part == .wheatSeeds, data == nil { throw TutorialFailure.missingData }
        if !needsData, data != nil { Console.warning("--data is for part 6 alone; the file is not read") }
        let seeds = try data.flatMap { needsData ? try WheatSeeds(contentsOf: $0) : nil }
        let parts = part.map { [$0] } ?? TutorialPart.allCases
        let pages = try parts.map { (part: $0, page: try $0.page(seeds, progress: Self.progress)) }
        if Console.showsProgress, seeds != nil { Console.progress("") }
        try output.show(json: json(pages), text: text(pages))
    }

    private static func progress(_ fold: Int) {
        if Console.showsProgress { Console.progress("training fold \(fold) of 5") }
    }

    private func text(_ pages: [(part: TutorialPart, page: any TutorialPage)]) -> String {
        let body = pages.map { TutorialFrame.heading($0.part.heading) + $0.page.text }.joined()
        return part == nil ? TutorialFrame.opening + body + TutorialFrame.closing : body
    }

    private func json(_ pages: [(part: TutorialPart, page: any TutorialPage)]) -> JSONValue {
        let parts = pages.map { part, page in
            JSONValue.object(
                JSONObject([("part", part.number), ("title", .string(part.title))] + page.numbers))
        }
        return ["parts": .array(parts)]
    }
}
