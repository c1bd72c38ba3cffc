#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The files of images in a folder: those of one subfolder for each class, or those of the folder itself.
struct ImageListing {
    /// One file, with the class whose folder it lies in.
    struct File {
        let path: String
        let label: String?
        /// The reason why the file is not even opened, or `nil` for ordinary files.
        var fault: ImageError?
    }

    private(set) var files: [File] = []
    private(set) var notices: [String] = []

    /// Lists a folder.
    ///
    /// - Throws: ``ImageError`` if there is no image in it, or none in the folder of a class.
    init(_ folder: String) throws(ImageError) {
        let top = try FolderContent(folder)
        if top.folders.isEmpty {
            add(top, in: folder, label: nil)
        } else {
            try leaveOut(top.files, in: folder, beside: top.folders[0])
            files = top.faults.map { File(path: $0.source, label: nil, fault: $0) }
        }
        for label in top.folders { try addClass(label, folder + "/" + label) }
        guard !files.isEmpty else {
            throw ImageError(
                .noImages, source: folder, problem: "The folder is empty.",
                remedy: "Give one with a subfolder of images for each class.")
        }
    }

    private mutating func addClass(_ label: String, _ folder: String) throws(ImageError) {
        let content = try FolderContent(folder)
        guard content.folders.isEmpty, !content.files.isEmpty || !content.faults.isEmpty else {
            throw ImageError(
                .noImages, source: folder,
                problem: content.folders.isEmpty
                    ? "The folder of the class \(quoted(label)) is empty."
                    : "The folder of the class \(quoted(label)) holds the folder \(quoted(content.folders[0])).",
                remedy: "Put images into it, or remove it.")
        }
        add(content, in: folder, label: label)
    }

    private mutating func add(_ content: FolderContent, in folder: String, label: String?) {
        files += content.files.map { File(path: folder + "/" + $0, label: label, fault: nil) }
        files += content.faults.map { File(path: $0.source, label: label, fault: $0) }
    }

    /// Leaves out the files next to the folders of classes, such as a text that describes them. An image there is an
    /// error, because it has no class.
    private mutating func leaveOut(
        _ names: [String], in folder: String, beside subfolder: String
    ) throws(ImageError) {
        for name in names {
            guard let file = try? ImageBytes(path: folder + "/" + name), Raster.isImage(file.prefix) else {
                continue
            }
            throw ImageError(
                .unknownFormat, source: folder,
                problem:
                    "The folder holds both images (\(quoted(name))) and subfolders (\(quoted(subfolder))).",
                remedy: "Put every image into the subfolder of its class.")
        }
        guard let first = names.first else { return }
        notices.append(
            names.count == 1
                ? "The file \(quoted(first)) next to the folders of the classes is not an image and is left out."
                : "\(names.count) files next to the folders of the classes are not images and are left out; the first is \(quoted(first))."
        )
    }
}

/// The names in one folder, in order, without files that systems create there by themselves.
private struct FolderContent {
    private(set) var folders: [String] = []
    private(set) var files: [String] = []
    /// The files that cannot be opened: pipes and similar files, which might wait for ever, and names that cannot be
    /// used.
    private(set) var faults: [ImageError] = []

    init(_ folder: String) throws(ImageError) {
        guard let listing = opendir(folder) else {
            throw ImageError(
                .unreadable, source: folder,
                problem: "The folder cannot be read: \(String(cString: strerror(errno))).",
                remedy: "Check the path and your permission to read it.")
        }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                faults.append(Self.notText(bytes, folder))
                continue
            }
            if !Self.isLitter(name) { add(name, folder) }
        }
        folders.sort()
        files.sort()
        faults.sort { $0.source < $1.source }
    }

    private mutating func add(_ name: String, _ folder: String) {
        let path = folder + "/" + name
        guard case .success(let status) = POSIXFile.status(path), !status.isRegular else {
            return files.append(name)
        }
        if status.isFolder { return folders.append(name) }
        faults.append(
            ImageError(
                .unknownFormat, source: path,
                problem:
                    "An image file was expected, but this is a \(status.isStream ? "pipe or terminal" : "device or socket").",
                remedy: "Take it out of the folder."))
    }

    /// Whether a name is one of those that systems and archivers create by themselves; hidden files count as such.
    private static func isLitter(_ name: String) -> Bool {
        let names: Set = [
            "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r", "@eadir", "$recycle.bin",
            "system volume information",
        ]
        return name.hasPrefix(".") || names.contains(name.lowercased())
    }

    private static func notText(_ bytes: [UInt8], _ folder: String) -> ImageError {
        let shown = bytes.map { byte in
            (0x20..<0x7F).contains(byte)
                ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
        }
        return ImageError(
            .unreadable, source: folder + "/" + shown.joined(), problem: "The name of the file is not UTF-8.",
            remedy: "Rename it.")
    }
}
