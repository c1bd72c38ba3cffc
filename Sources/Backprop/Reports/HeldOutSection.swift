extension HeldOutScores {
    /// The rows that were scored, as the end of a sentence: `600 rows in 5 folds, each …`.
    package var rowsScored: String {
        let rows = counted(rowCount, "row", "rows")
        return foldCount > 1
            ? "\(rows) in \(foldCount) folds, each predicted by a model that had not seen it"
            : "\(rows) that were held out, a fifth of all"
    }

    /// The section about the scores.
    var section: HTMLSection {
        HTMLSection(
            "How good it is on rows it has not seen",
            [.paragraph("On \(rowsScored). The model itself is trained on all rows.")]
                + (pooledNote.map { [.paragraph($0)] } ?? [])
                + ScoreSections.summaries(self))
    }

    /// The most important score in a sentence without its end.
    var summary: String? {
        switch task {
        case .classification:
            self[.accuracy].map {
                "\(NumberText.fixed($0.mean * 100, places: 1)) % of held-out rows are classified correctly"
            }
        case .multiLabel:
            self[.accuracy].map {
                "\(NumberText.fixed($0.mean * 100, places: 1)) % of the values of held-out rows are predicted correctly"
            }
        case .regression:
            self[.rmse].map {
                "Predictions of held-out rows are off by \(NumberText.significant($0.mean, digits: 4)) (root mean square)"
            }
        }
    }
}
