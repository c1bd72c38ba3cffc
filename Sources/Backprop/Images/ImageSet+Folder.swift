#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ImageSet {
    /// Reads images from wherever they are: an IDX file, a PNG or JPEG file, a folder of those with one subfolder
    /// for each class, or without subfolders for images whose classes are not known.
    ///
    /// Images must be of one height, width and depth, unless the conversion brings them there.
    ///
    /// - Throws: ``ImageError``, which names the file and what is wrong with it.
    public init(contentsOf path: String, conversion: ImageConversion = ImageConversion()) throws(ImageError) {
        if case .success(let status) = POSIXFile.status(path), status.isFolder {
            try self.init(folder: path, conversion: conversion)
        } else if Raster.isImage(try ImageBytes(path: path).prefix) {
            let files = [(path: path, label: String?.none)]
            try self.init(files: files, source: path, conversion: conversion)
        } else {
            self = try ImageSet(idx: path).converted(conversion)
        }
    }

    /// Whether a path names a folder or a file that begins as images do.
    public static func isImages(_ path: String) throws(ImageError) -> Bool {
        if path == "-" { return false }
        if case .success(let status) = POSIXFile.status(path) {
            if status.isFolder { return true }
            // Looking would take the bytes away.
            if !status.isRegular { return false }
        }
        let prefix = try ImageBytes(path: path).prefix
        return Raster.isImage(prefix) || IDXHeader.begins(prefix)
    }

    private init(folder: String, conversion: ImageConversion) throws(ImageError) {
        let (folders, files) = try Self.entries(folder)
        guard folders.isEmpty || files.isEmpty else {
            throw ImageError(
                .unknownFormat, source: folder,
                problem:
                    "The folder holds both files (\(quoted(files[0]))) and subfolders (\(quoted(folders[0]))).",
                remedy: "Have one subfolder for each class and nothing else, or images alone.")
        }
        var all: [(path: String, label: String?)] = files.map { (folder + "/" + $0, nil) }
        for label in folders {
            let (deeper, files) = try Self.entries(folder + "/" + label)
            guard !files.isEmpty, deeper.isEmpty else {
                throw ImageError(
                    .noImages, source: folder + "/" + label,
                    problem: deeper.isEmpty
                        ? "The folder of the class \(quoted(label)) is empty."
                        : "The folder of the class \(quoted(label)) holds the folder \(quoted(deeper[0])).",
                    remedy: "Put images into it, or remove it.")
            }
            all += files.map { (folder + "/" + label + "/" + $0, label) }
        }
        guard !all.isEmpty else {
            throw ImageError(
                .noImages, source: folder, problem: "The folder is empty.",
                remedy: "Give one with a subfolder of images for each class.")
        }
        try self.init(files: all, source: folder, conversion: conversion)
    }

    /// The names of what is in a folder, in order, hidden ones left out.
    private static func entries(_ folder: String) throws(ImageError) -> (folders: [String], files: [String]) {
        guard let listing = opendir(folder) else {
            throw ImageError(
                .unreadable, source: folder,
                problem: "The folder cannot be read: \(String(cString: strerror(errno))).",
                remedy: "Check the path and your permission to read it.")
        }
        defer { closedir(listing) }
        var folders: [String] = []
        var files: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            if case .success(let status) = POSIXFile.status(folder + "/" + name), status.isFolder {
                folders.append(name)
            } else {
                files.append(name)
            }
        }
        return (folders.sorted(), files.sorted())
    }

    /// Reads the files, which are all labelled or none of them.
    private init(
        files: [(path: String, label: String?)], source: String, conversion: ImageConversion
    ) throws(ImageError) {
        var bytes: [UInt8] = []
        var shape: Shape?
        for file in files {
            let image = try Raster(contentsOf: file.path).converted(conversion)
            if let shape, shape != image.shape {
                throw ImageError(
                    .sizeMismatch, source: file.path,
                    problem: "The image is \(image.shape), but those before it are \(shape).",
                    remedy: image.channels == shape[2]
                        ? "Say --resize to bring all to one size."
                        : "Say --grayscale to bring all to one depth.")
            }
            shape = image.shape
            bytes.append(contentsOf: image.bytes)
        }
        let labels = files.compactMap(\.label)
        self.init(
            source: source, shape: shape ?? [1, 1, 1], pixels: .bytes(bytes),
            labels: labels.isEmpty ? nil : labels, names: files.map(\.path))
    }
}
