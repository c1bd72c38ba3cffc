import Backprop

/// The search for the file that was probably meant if one does not exist.
enum MissingFile {
    /// Returns a further sentence for an error about a file that does not exist, or an empty text for other errors.
    static func remark(on error: any Error) -> String {
        guard let path = path(of: error), !AtomicFile.exists(path) else { return "" }
        if path.unicodeScalars.contains("\u{FFFD}") {
            return " The name is not valid UTF-8. Rename the file."
        }
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? ""
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        // For very short names, every other one would be near.
        guard name.prefix(while: { $0 != "." }).count >= 3 else { return "" }
        let names = FileFolder.names(in: folder.isEmpty ? "." : folder).filter { !$0.hasPrefix(".") }
        guard let nearest = NearestName.nearest(to: name, among: names) else { return "" }
        return " Did you mean \((folder + nearest).debugDescription)?"
    }

    /// Returns the file that could not be opened.
    private static func path(of error: any Error) -> String? {
        switch error {
        case let error as FileError where error.operation == .read: error.path
        case let error as SafetensorsError:
            if case .file(let error) = error.problem { path(of: error) } else { nil }
        case let error as TableError where error.kind == .unreadable: error.source
        case let error as ImageError where error.kind == .unreadable: error.source
        default: nil
        }
    }
}
