/// The meaning of a JPEG file's components.
enum JPEGColorSpace {
    case gray
    case rgb
    case yCbCr
    /// Cyan, magenta, yellow and black, inverted as Adobe's programs write them.
    case cmyk
    /// Inks whose first three are stored as brightness and colour differences.
    case ycck

    /// The number of decoded channels: inks become red, green and blue.
    var channels: Int { self == .gray ? 1 : 3 }

    /// Whether the first three components are brightness and colour differences.
    var hasDifferences: Bool { self == .yCbCr || self == .ycck }

    /// Whether a fourth component is the share of light that black ink leaves.
    var hasBlack: Bool { self == .cmyk || self == .ycck }

    /// Derives the meaning of components from their identifiers and the file's markers.
    ///
    /// A marker of JFIF means YCbCr. Otherwise a marker of Adobe decides, with 0 for no transform; without one, the
    /// letters R, G and B as identifiers do.
    init(identifiers: [UInt8], hasJFIF: Bool, adobeTransform: UInt8?) {
        switch identifiers.count {
        case 1: self = .gray
        case 4: self = (adobeTransform ?? 0) == 0 ? .cmyk : .ycck
        default:
            let isRGB = adobeTransform.map { $0 == 0 } ?? (identifiers == Array("RGB".utf8))
            self = isRGB && !hasJFIF ? .rgb : .yCbCr
        }
    }
}
