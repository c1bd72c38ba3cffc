import Backprop

/// One part of the tutorial, with its results.
protocol TutorialPage {
    /// The text for a terminal of 80 columns.
    var text: String { get }

    /// All numbers of the part, for `--json`.
    var numbers: [(String, JSONValue)] { get }
}

/// The text before and after the parts.
enum TutorialFrame {
    /// The text before the first part.
    static var opening: String {
        """
        BACKPROPAGATION FROM SCRATCH
        ============================

        A neural network is a formula with many numbers in it, its weights. Training
        finds weights for which the formula answers well. Backpropagation tells, for
        every weight, which way to turn it and how far. That is all there is to it, and
        the next six parts do it step by step, as a classic article does in Python.

        Every number below is computed as you read, by the engine that also trains real
        models. The random numbers are Python's, so you can check each digit there.

        """
    }

    /// The text after the last part.
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

    /// Returns an underlined heading for a part.
    static func heading(_ title: String) -> String {
        "\n\(title)\n\(String(repeating: "-", count: title.count))\n\n"
    }
}
