extension String {
    /// This text as a JSON string; everything but plain ASCII is written as an escape.
    package var quotedAsJSON: String {
        let escaped = utf16.map { unit -> String in
            if let byte = UInt8(exactly: unit), (0x20...0x7E).contains(byte), byte != 0x22, byte != 0x5C {
                return String(Unicode.Scalar(byte))
            }
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        return "\"\(escaped.joined())\""
    }
}
