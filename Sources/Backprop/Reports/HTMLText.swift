/// Text as HTML has it.
enum HTMLText {
    /// A text in which no character means anything but itself.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\0"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Bytes as text; RFC 4648, section 4.
    static func base64(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = (0..<3).map { start + $0 < bytes.count ? Int(bytes[start + $0]) : 0 }
            let bits = group[0] << 16 | group[1] << 8 | group[2]
            let count = min(3, bytes.count - start)
            for place in 0..<4 {
                result.append(place <= count ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// How a page looks.
enum HTMLStyle {
    static let text = """
        :root { color-scheme: light dark; --ink: #1a1c1e; --paper: #fff; --soft: #5a6168; --line: #d5d9de; --wrong: #b3261e; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6e8ea; --paper: #15181b; --soft: #a5adb5; --line: #3a4046; --wrong: #ff8a80; }
        }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
        h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .25rem .75rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
        th[scope=row], thead th:first-child { text-align: left; font-weight: 500; }
        thead th { color: var(--soft); font-weight: 500; }
        .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.5rem, 1fr)); gap: .75rem; }
        figure { margin: 0; padding: .25rem; border: 2px solid var(--line); border-radius: .4rem; }
        figure.wrong { border-color: var(--wrong); }
        figure img { display: block; width: 100%; image-rendering: pixelated; border-radius: .2rem; }
        figcaption { font-size: .8rem; color: var(--soft); padding-top: .25rem; overflow-wrap: anywhere; }
        """
}
