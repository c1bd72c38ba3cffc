#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Paths in a recipe, which are relative to the recipe's folder.
enum RecipePath {
    /// Returns a path of a recipe as a path relative to the current folder.
    static func fromCurrentFolder(_ path: String, recipe: String) -> String {
        guard !path.hasPrefix("/"), path != "-", let slash = recipe.lastIndex(of: "/") else { return path }
        return recipe[...slash] + path
    }

    /// Returns a path that is relative to the current folder as a path relative to the recipe's folder. An absolute
    /// path stays absolute.
    static func fromFolder(of recipe: String, _ path: String) -> String {
        guard !path.hasPrefix("/"), path != "-" else { return path }
        let folder = parts(recipe).dropLast()
        let target = parts(path)
        let common = zip(folder, target).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: folder.count - common)
        return (up + target.dropFirst(common)).joined(separator: "/")
    }

    /// Returns the names on the way from the root to a path.
    private static func parts(_ path: String) -> [String] {
        let absolute = path.hasPrefix("/") ? path : currentFolder + "/" + path
        return absolute.split(separator: "/").reduce(into: []) { parts, part in
            switch part {
            case ".": break
            case "..": _ = parts.popLast()
            default: parts.append(String(part))
            }
        }
    }

    private static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }
}
