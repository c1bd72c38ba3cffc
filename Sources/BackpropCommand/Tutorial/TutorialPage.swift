import Backprop

/// One part of the tutorial, computed.
protocol TutorialPage {
    /// What a reader at a terminal of 80 columns sees.
    var text: String { get }

    /// Every number of the part, for `--json`.
    var numbers: [(String, JSONValue)] { get }
}

/// What stands around the parts.
enum TutorialFrame {
    /// What stands above the first part.
    static var opening: String {
        """
        BACKPROPAGATION FROM SCRATCH
        ============================

        A neural network is a formula with many numbers in it, its weights. Training
        finds weights for which the formula answers well. Backpropagation says, for
        every weight, which way to turn it and how far. That is all there is to it, and
        the next six parts do it step by step, as a classic article does in Python.

        Every number below is computed as you read, by the engine that also trains real
        models. The random numbers are Python's, so you can check each digit there.

        """
    }

    /// What stands below the last part.
    static var closing: String {
        """

        What next
        ---------

          backprop train DATA.csv             train a model and save it
          backprop cross-validate DATA.csv    find out how good it will be on new rows
          backprop tutorial --part 3          read one part of this again
          backprop tutorial --json            the numbers alone, for a program to read

        """
    }

    /// A line above a part, underlined.
    static func heading(_ title: String) -> String {
        "\n\(title)\n\(String(repeating: "-", count: title.count))\n\n"
    }
}
