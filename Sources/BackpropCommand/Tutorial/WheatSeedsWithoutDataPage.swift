import Backprop

/// Part 6 without its data: the way to get them, and the plan of the part.
struct WheatSeedsWithoutDataPage: TutorialPage {
    var numbers: [(String, JSONValue)] {
        [
            ("skipped", "no data: pass the wheat seeds with --data FILE"),
            ("url", "https://raw.githubusercontent.com/jbrownlee/Datasets/master/wheat-seeds.csv"),
            ("sha256", "8dbd1853a4439afc113cfe07f290422c7ce3fe48745d71f3f7eaa027cd38fd6e"),
        ]
    }

    var text: String {
        """
        Now real data: seven measurements of each of 210 wheat kernels, seen by X-ray,
        of three varieties. This part needs the file, and it was not given.

        \(WheatSeeds.howToGet)
        What it will do: scale each column to the range from 0 to 1, divide the rows
        into 5 folds at random, and five times train a 7-5-3 network on four of the
        folds (learning rate 0.3, 500 epochs) to predict the fifth. It prints the five
        scores, which are the article's to the last digit, and what there is to beat.

        """
    }
}
