extension ImageSet {
    /// Reads images from an IDX file, from a PNG or JPEG file, or from a folder of such files. The folder has one
    /// subfolder per class, or no subfolders if the classes are not known.
    ///
    /// Images must be of one height and width, unless the conversion resizes them. Gray images, images in color and
    /// images with opacity are converted to the channels that `options` name or that most of them have. ``notices``
    /// report every change and every file that was left out.
    ///
    /// - Throws: ``ImageError``, which names the file and its problem.
    public init(
        contentsOf path: String, conversion: ImageConversion = ImageConversion(),
        options: ImageSetOptions = ImageSetOptions()
    ) throws(ImageError) {
        if case .success(let status) = POSIXFile.status(path), status.isFolder {
            let listing = try ImageListing(path)
            try self.init(
                files: listing.files, source: path, conversion: conversion, options: options,
                notices: listing.notices)
        } else if Raster.isImage(try ImageBytes(path: path).prefix) {
            let file = ImageListing.File(path: path, label: nil, fault: nil)
            var options = options
            options.skipsUnreadable = false
            try self.init(files: [file], source: path, conversion: conversion, options: options, notices: [])
        } else {
            self = try ImageSet(idx: path).converted(conversion, channels: options.channels)
        }
    }

    /// Whether a path names a folder or a file that begins as images do.
    package static func isImages(_ path: String) throws(ImageError) -> Bool {
        if path == "-" { return false }
        if case .success(let status) = POSIXFile.status(path) {
            if status.isFolder { return true }
            // Reading the first bytes of a pipe would take them away.
            if !status.isRegular { return false }
        }
        let prefix = try ImageBytes(path: path).prefix
        return Raster.isImage(prefix) || IDXHeader.begins(prefix)
    }

    /// Reads the files, of which either all are labelled or none.
    private init(
        files: [ImageListing.File], source: String, conversion: ImageConversion, options: ImageSetOptions,
        notices: [String]
    ) throws(ImageError) {
        var collector = ImageCollector(conversion: conversion, options: options, expected: files.count)
        var faults: [ImageError] = []
        for file in files {
            let image: DecodedImage
            do throws(ImageError) {
                if let fault = file.fault { throw fault }
                image = try DecodedImage(contentsOf: file.path, limits: options.limits)
            } catch {
                faults.append(error)
                continue
            }
            // The rest is read only to list all files that cannot be read.
            if faults.isEmpty || options.skipsUnreadable { try collector.add(image, file, source: source) }
        }
        var notices = notices
        if !faults.isEmpty {
            guard options.skipsUnreadable, faults.count < files.count else {
                throw .unreadable(faults, of: files.count, in: source)
            }
            notices.append(Self.skipped(faults, of: files.count))
        }
        self = collector.images(source: source, notices: notices)
    }

    private static func skipped(_ faults: [ImageError], of total: Int) -> String {
        let names = faults.prefix(3).map { $0.source.escapingControls }.joined(separator: ", ")
        let more = faults.count > 3 ? " and \(faults.count - 3) more" : ""
        return
            "\(faults.count) of the \(total) files cannot be read and \(faults.count == 1 ? "is" : "are") left out: \(names)\(more)."
    }
}

extension ImageError {
    /// Returns the error for files of a folder: a single one's own, or one that lists them all.
    fileprivate static func unreadable(_ faults: [ImageError], of total: Int, in source: String) -> ImageError
    {
        if faults.count == 1, let fault = faults.first { return fault }
        let limit = 20
        var lines = ["\(faults.count) of the \(total) files cannot be read:"]
        lines += faults.prefix(limit).map { "  \($0.source.escapingControls): \($0.problem)" }
        if faults.count > limit { lines.append("  and \(faults.count - limit) more") }
        return ImageError(
            .severalFiles, source: source, problem: lines.joined(separator: "\n") + "\n",
            remedy: "Convert them to PNG, take them out of the folder, or leave unreadable files out.",
            advice: .skipUnreadable)
    }
}
