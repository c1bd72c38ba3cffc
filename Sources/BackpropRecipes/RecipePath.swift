#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Paths in a recipe, which are seen from the folder that the recipe lies in.
enum RecipePath {
    /// A path of a recipe, as it is seen from the current folder.
    static func fromCurrentFolder(_ path: String, recipe: String) -> String {
        guard !path.hasPrefix("/"), path != "-", let slash = recipe.lastIndex(of: "/") else { return path }
        return recipe[...slash] + path
    }

    /// A path that is seen from the current folder, as a recipe has it. What was said from the root stays so.
    static func fromFolder(of recipe: String, _ path: String) -> String {
        guard !path.hasPrefix("/"), path != "-" else { return path }
        let folder = parts(recipe).dropLast()
        let target = parts(path)
        let common = zip(folder, target).prefix { $0 == $1 }.count
        let up = Array(repeating: "..", count: folder.count - common)
        return (up + target.dropFirst(common)).joined(separator: "/")
    }

    /// The names on the way from the root to a path.
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
