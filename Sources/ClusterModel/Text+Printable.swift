extension String {
    /// This text made safe to show: no control, escape, bidirectional or invisible characters, and a bounded length.
    ///
    /// Everything that comes from outside passes through here where it is decoded. What is taken out is replaced by
    /// U+FFFD, one for each, so that tampering is seen rather than hidden.
    package func printable(limit: Int = 256) -> String {
        // Nearly all text is short, plain ASCII, and all of it passes through here.
        if utf8.count <= limit, utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return self }
        var kept = String.UnicodeScalarView()
        for scalar in unicodeScalars.prefix(limit) {
            kept.append(scalar.isPrintable ? scalar : "\u{FFFD}")
        }
        return String(kept)
    }
}

extension Unicode.Scalar {
    /// Whether the scalar may reach a terminal: it draws something and cannot change how others are drawn.
    package var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
