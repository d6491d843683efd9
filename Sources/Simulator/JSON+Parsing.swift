extension JSON {
    /// Reads one JSON text; nil when it is malformed or nested deeper than 64.
    package init?(parsing bytes: [UInt8]) {
        var parser = JSONParser(bytes: bytes)
        guard let value = parser.value(depth: 0), parser.isAtEnd() else { return nil }
        self = value
    }
}

/// A recursive descent over the bytes of a request's body: total, and bounded in depth.
private struct JSONParser {
    let bytes: [UInt8]
    var position = 0

    mutating func isAtEnd() -> Bool {
        skipSpace()
        return position == bytes.count
    }

    mutating func value(depth: Int) -> JSON? {
        skipSpace()
        guard depth < 64, let first = peek() else { return nil }
        switch first {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return string().map(JSON.string)
        case UInt8(ascii: "t"): return take("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        default: return number()
        }
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length,
            bytes[position..<position + length].elementsEqual(String(describing: word).utf8)
        else { return false }
        position += length
        return true
    }

    private mutating func takeByte(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard let byte = peek(), UInt32(byte) == character.value else { return false }
        position += 1
        return true
    }

    private mutating func object(depth: Int) -> JSON? {
        position += 1
        var fields: [JSON.Field] = []
        if takeByte("}") { return .object(fields) }
        repeat {
            skipSpace()
            guard peek() == UInt8(ascii: "\""), let key = string(), takeByte(":"), let value = value(depth: depth + 1)
            else { return nil }
            fields.removeAll { $0.key == key }
            fields.append(JSON.Field(key, value))
        } while takeByte(",")
        return takeByte("}") ? .object(fields) : nil
    }

    private mutating func array(depth: Int) -> JSON? {
        position += 1
        var elements: [JSON] = []
        if takeByte("]") { return .array(elements) }
        repeat {
            guard let element = value(depth: depth + 1) else { return nil }
            elements.append(element)
        } while takeByte(",")
        return takeByte("]") ? .array(elements) : nil
    }

    private mutating func number() -> JSON? {
        let start = position
        while let byte = peek(), "+-.eE0123456789".utf8.contains(byte) { position += 1 }
        let spelling = String(decoding: bytes[start..<position], as: UTF8.self)
        if let integer = Int64(spelling), !spelling.hasPrefix("+") { return .integer(integer) }
        guard let first = spelling.first, first.isNumber || first == "-", Double(spelling) != nil else { return nil }
        return .number(spelling)
    }

    private mutating func string() -> String? {
        position += 1
        var units: [UInt8] = []
        var pending: [UInt16] = []
        func flush() {
            guard !pending.isEmpty else { return }
            units.append(contentsOf: String(decoding: pending, as: UTF16.self).utf8)
            pending = []
        }
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                flush()
                return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let unit = escape() else { return nil }
                pending.append(unit)
            case 0..<0x20: return nil
            default:
                flush()
                units.append(byte)
            }
        }
        return nil
    }

    private mutating func escape() -> UInt16? {
        guard let byte = peek() else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
        case UInt8(ascii: "u"):
            guard bytes.count - position >= 4 else { return nil }
            let digits = String(decoding: bytes[position..<position + 4], as: UTF8.self)
            position += 4
            return digits.hasPrefix("+") || digits.hasPrefix("-") ? nil : UInt16(digits, radix: 16)
        default: return nil
        }
    }
}
