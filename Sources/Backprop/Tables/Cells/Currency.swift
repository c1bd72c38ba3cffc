/// The signs and codes of currencies.
enum Currency {
    /// Whether a text is a currency: a sign (`€`), letters with a sign (`US$`), a code (`CHF`), or an abbreviation (`kr`).
    static func isCurrency(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (1...8).contains(text.count) else { return false }
        let word = String(decoding: text, as: UTF8.self)
        return codes.contains(word) || abbreviations.contains(word) || hasSign(word)
    }

    /// Whether a text has one currency sign, and otherwise at most three letters.
    private static func hasSign(_ word: String) -> Bool {
        let scalars = word.unicodeScalars
        let signs = scalars.count { $0.properties.generalCategory == .currencySymbol }
        return signs == 1 && scalars.count <= 4
            && scalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.generalCategory == .currencySymbol
            }
    }

    private static let abbreviations: Set = [
        "kr", "kr.", "Kr", "Kr.", "Kč", "zł", "Ft", "Fr", "Fr.", "sFr.", "SFr.", "Rs", "Rs.", "RM", "Rp",
        "TL", "lei",
        "руб", "руб.", "грн", "лв", "лв.", "дин", "din", "S/", "S/.", "元", "円",
    ]

    /// The codes of ISO 4217 in use, and some that files of earlier years have.
    private static let codes = Set(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
        CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD \
        HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL \
        LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR \
        PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP \
        TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL ATS BEF DEM ESP FIM FRF \
        GRD IEP ITL LTL LVL NLG PTE SIT SKK BTC ETH
        """.split(separator: " ").map(String.init))
}
