extension OpenedFile {
    /// Returns the rows of a file that is not delimited text, and its name in messages; `nil` for delimited text.
    ///
    /// - Parameter path: The path of a regular file, which can be opened again, or `nil`.
    func records(
        path: String?, options: ReadingOptions, chunkSize: Int
    ) throws(TableError) -> (rows: any RecordSource, source: String)? {
        if case .spreadsheet = form {} else { try refuseSheet(options) }
        switch form {
        case .delimited:
            return nil
        case .json, .jsonLines:
            try refuseDelimiter(options)
            let file = try RepeatableFile(self, path: path)
            return (try JSONRecords(file, form: form, options: options, chunkSize: chunkSize), source)
        case .spreadsheet:
            try refuseDelimiter(options)
            let archive = try ZipArchive(readAll(limit: 1 << 32), source: source)
            let workbook = try Workbook(archive, maximumLength: options.maximumRowLength)
            let (rows, name) = try SheetChoice(workbook: workbook, options: options).records()
            return (rows, name)
        case .arff:
            try refuseDelimiter(options)
            return (try ARFFRecords(self, options: options, chunkSize: chunkSize), source)
        }
    }

    /// Throws if a sheet was named and there are none.
    func refuseSheet(_ options: ReadingOptions) throws(TableError) {
        guard let sheet = options.sheet else { return }
        throw TableError(
            .badOptions, source: source,
            problem: "The sheet \(quoted(sheet)) was set, but the file is \(form.name), which has no sheets.",
            remedy: "Leave the sheet out.")
    }

    private func refuseDelimiter(_ options: ReadingOptions) throws(TableError) {
        guard let delimiter = options.delimiter else { return }
        throw TableError(
            .badOptions, source: source,
            problem: "The delimiter \(delimiter) was set, but the file is \(form.name), which has none.",
            remedy: "Leave the delimiter out.")
    }
}

extension TableForm {
    /// The form in a sentence, after "the file is".
    var name: String {
        switch self {
        case .delimited: "delimited text"
        case .spreadsheet: "an Excel workbook (.xlsx)"
        case .json, .jsonLines: "JSON"
        case .arff: "an ARFF file"
        }
    }
}
