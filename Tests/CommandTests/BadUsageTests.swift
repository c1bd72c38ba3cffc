import Foundation
import Testing

/// Options that make no sense: status 64, before anything is trained or written.
@Suite struct BadUsageTests {
    /// Requests about `d.csv`, and their errors.
    static let cases: [(arguments: [String], message: String)] = [
        (
            ["train", "d.csv", "--target", "kin"],
            "d.csv: There is no column \"kin\". Did you mean \"kind\"? The columns are \"a\", \"b\" and \"kind\"."
        ),
        (
            ["train", "d.csv", "--target", "-4"],
            "d.csv: There is no column -4. Columns are numbered 1 to 3, or -1 to -3 from the right."
        ),
        (
            ["train", "d.csv", "--layers", "dense 16 relu, desne 8"],
            "there is no layer \"desne\"; did you mean \"dense\"?\n  dense 16 relu, desne 8\n                 ^"
        ),
        (
            ["train", "d.csv", "--layers", "dense 16 rleu"],
            "\"rleu\" does not belong to the layer \"dense\"; did you mean \"relu\"?\n  dense 16 rleu\n           ^"
        ),
        (
            ["train", "d.csv", "--layers", "dropout 1.5"],
            "a dropout rate is at least 0 and below 1, not \"1.5\"\n  dropout 1.5\n          ^"
        ),
        (
            ["train", "d.csv", "--layers", "dense 16777216, dense 16777216"],
            "layer \"dense 16777216\": with 16777216 inputs its parameters do not fit in memory"
        ),
        (
            ["train", "d.csv", "--delimiter", "xx"],
            "--delimiter must be a character or one of comma, semicolon, tab, pipe or whitespace, not \"xx\""
        ),
        (["train", "d.csv", "--bad-rows", "drop"], "--bad-rows must be one of error or skip, not \"drop\""),
        (["train", "d.csv", "--learning-rate", "0"], "--learning-rate must be a number above 0, not \"0\""),
        (
            ["train", "d.csv", "--learning-rate", "-1"],
            "--learning-rate must be a number above 0, not \"-1\""
        ),
        (
            ["train", "d.csv", "--learning-rate", "nan"],
            "--learning-rate must be a number above 0, not \"nan\""
        ),
        (
            ["train", "d.csv", "--epochs", "0"],
            "--epochs must be a whole number from 1 to 1000000000, not \"0\""
        ),
        (
            ["train", "d.csv", "--epochs", "-3"],
            "--epochs must be a whole number from 1 to 1000000000, not \"-3\""
        ),
        (
            ["train", "d.csv", "--epochs", "9223372036854775807"],
            "--epochs must be a whole number from 1 to 1000000000, not \"9223372036854775807\""
        ),
        (
            ["train", "d.csv", "--batch-size", "-1"],
            "--batch-size must be a whole number of at least 1, or full, not \"-1\""
        ),
        (
            ["train", "d.csv", "--batch-size", "many"],
            "--batch-size must be a whole number of at least 1, or full, not \"many\""
        ),
        (
            ["train", "d.csv", "--optimizer", "adma"],
            "there is no optimizer \"adma\"; did you mean \"adam\"?"
        ),
        (
            ["train", "d.csv", "--optimizer", "adam", "--momentum", "0.9"],
            "--momentum goes with sgd and rmsprop, not with adam"
        ),
        (
            ["train", "d.csv", "--optimizer", "sgd", "--momentum", "1"],
            "--momentum must be a number from 0 to below 1, not \"1\""
        ),
        (["train", "d.csv", "--nesterov"], "--nesterov goes with sgd and a --momentum above 0"),
        (
            ["train", "d.csv", "--momentum", "0.9"],
            "--momentum goes with sgd and rmsprop, not with adamw"
        ),
        (["train"], "no data are named; give a file, or a --recipe that names one"),
        (
            ["train", "d.csv", "--output", "linear", "--loss", "cross-entropy"],
            "the loss \"cross-entropy\" needs a network that ends in softmax, but this one ends in linear; set the "
                + "output to softmax or choose another loss"
        ),
        (["train", "d.csv", "--patience", "3"], "--patience needs --validation-split or --validation"),
        (
            ["train", "d.csv", "--validation-split", "1"],
            "--validation-split must be a number from 0 to below 1, not \"1\""
        ),
        (
            ["train", "d.csv", "--scale", "foo"],
            "there is no scaling \"foo\"; there are: standard, minmax, max, robust, robust-clipped, quantile, none, auto"
        ),
        (
            ["train", "d.csv", "--schedule", "step:0:2"],
            "the schedule's number of epochs must be at least 1, not 0"
        ),
        (
            ["train", "d.csv", "-o", "./d.csv"],
            "./d.csv is what the command reads; choose another file for the result"
        ),
        (
            ["train", "d.csv", "--ignore", "a", "--numeric", "a"],
            "d.csv, column \"a\": Named as numeric and as ignored. A column has one role: name it once."
        ),
        (
            ["cross-validate", "d.csv", "--folds", "21"],
            "21 folds were asked for, but there are only 20 rows, and each fold tests at least one. Ask for at most "
                + "20 folds."
        ),
        (
            ["cross-validate", "d.csv", "--folds", "1"],
            "--folds must be a whole number from 2 to 1000000, not \"1\""
        ),
        (["cross-validate", "d.csv", "--split", "grouped"], "--split grouped needs --group COLUMN"),
        (
            ["cross-validate", "d.csv", "--split", "leave-one-out", "--folds", "3"],
            "--folds does not go with --split leave-one-out"
        ),
        (
            ["cross-validate", "d.csv", "--target", "a", "--split", "stratified"],
            "--split stratified goes with classes; for numbers use shuffled"
        ),
        (
            ["cross-validate", "d.csv", "--split", "hold-out", "--folds", "3"],
            "--folds does not go with --split hold-out"
        ),
        (["cross-validate", "d.csv", "--test-share", "0.3"], "--test-share needs --split hold-out"),
        (
            ["cross-validate", "d.csv", "--split", "hold-out", "--test-share", "1"],
            "--test-share must be a number above 0 and below 1, not \"1\""
        ),
        (
            ["cross-validate", "d.csv", "--split", "leave-one-out", "--importance"],
            "--importance needs folds of several rows; leave-one-out has one"
        ),
        (
            ["train", "d.csv", "--impute", "medain"],
            "there is no imputation \"medain\"; did you mean \"median\"?"
        ),
        (
            ["describe", "d.csv", "--impute-categories", "mode"],
            "there is no imputation of categories \"mode\"; there are: own-category, most-frequent, constant unknown, drop-rows"
        ),
        (
            ["describe", "d.csv", "--encode", "ordinale"],
            "there is no encoding of categories \"ordinale\"; did you mean \"ordinal\"?"
        ),
        (
            ["describe", "d.csv", "--unseen", "ignore"],
            "there is no rule for unseen categories \"ignore\"; there are: zeros, other, refuse"
        ),
        (
            ["describe", "d.csv", "--date", "a format julian"],
            "--date takes a column, and behind \"format\" one of year-month-day, day-month-year, month-day-year, time, unix, unix-milliseconds, spreadsheet, not \"a format julian\""
        ),
        (
            ["describe", "d.csv", "--date-features", "hour,month"],
            "there is no feature of dates \"month\"; there are: elapsed, hour, weekday, year"
        ),
        (
            ["train", "d.csv", "--class-weight", "even"],
            "--class-weight is balanced, none, or a label and a weight of at least 0 such as yes=2, not \"even\""
        ),
        (
            ["train", "d.csv", "--class-weight", "even=-1"],
            "--class-weight is balanced, none, or a label and a weight of at least 0 such as yes=2, not \"even=-1\""
        ),
        (
            ["train", "d.csv", "--class-weight", "even=1", "--class-weight", "even=2"],
            "--class-weight names \"even\" twice"
        ),
        (
            ["train", "d.csv", "--class-weight", "evn=2"],
            "There is no class \"evn\" to give a weight to. The classes are \"even\" and \"odd\"."
        ),
    ]

    @Test(arguments: cases.indices) func refuses(index: Int) throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(20), to: "d.csv")
        let (arguments, message) = Self.cases[index]
        let result = try BuiltCommand.run(arguments, folder: folder.folder.url)
        #expect(result.status == 64)
        #expect(result.errors == "error: \(message)\n")
        // The roles of the columns may have been shown; nothing was trained.
        #expect(result.output == "" || !result.output.contains("Training:"))
        #expect(folder.names == ["d.csv"])
    }

    /// Arguments that the parser itself refuses; the error refers to the explanation of the options.
    @Test(arguments: [
        (
            ["train", "d.csv", "--threads", "0"],
            "error: --threads must be a whole number from 1 to 4096, not \"0\"\n"
        ),
        (
            ["train", "d.csv", "--threads", "-2"],
            "error: --threads must be a whole number from 1 to 4096, not \"-2\"\n"
        ),
        (
            ["train", "d.csv", "--header", "--no-header"],
            "error: --no-header does not go with --header; leave one of them out"
        ),
        (
            ["train", "d.csv", "--seed", "-1"],
            "error: --seed must be a whole number of at least 0, not \"-1\"\n"
        ),
        (
            ["train", "d.csv", "--epoch", "1"],
            "error: backprop train has no option \"--epoch\"; did you mean \"--epochs\"?\n"
        ),
        (
            ["train", "d.csv", "--threads", "2305843009213693952"],
            "error: --threads must be a whole number from 1 to 4096, not \"2305843009213693952\"\n"
        ),
        (
            ["cross-validate", "d.csv", "--repeats", "4611686018427387904"],
            "error: --repeats must be a whole number from 1 to 100000, not \"4611686018427387904\"\n"
        ),
        (
            ["train", "d.csv", "--learning-rate", "20%"],
            "error: --learning-rate must be a number above 0, not \"20%\"; write 0.2\n"
        ),
        (
            ["train", "d.csv", "--epochs", "20%"],
            "error: --epochs must be a whole number from 1 to 1000000000, not \"20%\"\n"
        ),
        (
            ["train", "d.csv", "--activation", "relu"],
            "error: backprop train has no option \"--activation\"; write it after a layer, such as --layers \"dense 16 relu\", or as --output\n"
        ),
        (
            ["predict", "m", "d.csv", "--proba"],
            "error: backprop predict has no option \"--proba\"; write --probabilities\n"
        ),
        (["trian", "d.csv"], "error: there is no command \"trian\"; did you mean \"train\"?\n"),
        (["tutorial", "4"], "error: backprop tutorial takes no argument \"4\" here; write --part 4\n"),
        (
            ["train", "d.csv", "--layers", "16", "relu"],
            "error: backprop train takes no argument \"relu\" here; put words that belong together in quotes\n"
        ),
        (
            ["train", "d.csv", "--frobnicate"],
            "error: backprop train has no option \"--frobnicate\"; backprop train --help lists the options\n"
        ),
        (["evaluate", "m"], "error: missing expected argument '<data>'\n"),
        (
            ["evaluate", "m", "d.csv", "--worst", "0"],
            "error: --worst must be a whole number from 1 to 1000000000, not \"0\"\n"
        ),
        (["evaluate", "m", "d.csv", "--seed", "2"], "error: --seed needs --importance\n"),
        (
            ["evaluate", "m", "d.csv", "--importance-repeats", "2"],
            "error: --importance-metric and --importance-repeats need --importance\n"
        ),
        (
            ["evaluate", "m", "d.csv", "--importance", "--importance-repeats", "0"],
            "error: --importance-repeats must be a whole number from 1 to 100000, not \"0\"\n"
        ),
        (
            ["evaluate", "m", "d.csv", "--importance", "--importance-metric", "speed"],
            "error: there is no score \"speed\"; there are accuracy, balancedAccuracy, positivePrecision, "
        ),
    ])
    func refusesWhatCannotBeParsed(arguments: [String], message: String) throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(20), to: "d.csv")
        let result = try BuiltCommand.run(arguments, folder: folder.folder.url)
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix(message), "\(result.errors)")
        #expect(result.output == "")
    }

    @Test func probabilitiesGoWithClasses() throws {
        let folder = try CommandFolder()
        try folder.write(Samples.words(20), to: "d.csv")
        #expect(try folder.run("train", "d.csv", "--target", "a", "--epochs", "1").status == 0)
        let numbers = try folder.run("predict", "d.safetensors", "d.csv", "--probabilities")
        #expect(numbers.status == 64)
        #expect(
            numbers.errors.hasSuffix(
                "error: --probabilities goes with classes; this model predicts numbers\n"))
        #expect(try folder.run("train", "d.csv", "--output", "tanh", "--epochs", "1").status == 0)
        let scores = try folder.run("predict", "d.safetensors", "d.csv", "--probabilities")
        #expect(scores.status == 64)
        #expect(scores.errors.hasPrefix("error: this model's outputs are scores, not probabilities; "))
    }
}
