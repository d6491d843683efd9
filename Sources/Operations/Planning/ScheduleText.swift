import ClusterModel

/// A time as it would be sent, read the way Patroni's gate reads it (patroni `api.py parse_schedule`).
package enum ScheduleText: Equatable {
    case at(Timestamp)
    case withoutZone
    case unreadable

    /// Reads ISO 8601, with or without seconds; dateutil's freer spellings count as unreadable.
    package init(_ text: String) {
        let bytes = Array(text.utf8.prefix(64))
        guard bytes.count >= 16 else {
            self = .unreadable
            return
        }
        let zone = bytes[16...].drop { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") || (48...57).contains($0) }
        let seconds = bytes[16...].prefix(while: { $0 == UInt8(ascii: ":") }).isEmpty ? ":00" : ""
        let head = String(decoding: bytes[..<16], as: UTF8.self)
        let middle = String(decoding: bytes[16..<zone.startIndex], as: UTF8.self)
        if zone.isEmpty {
            self = Timestamp(iso8601: head + seconds + middle + "Z") == nil ? .unreadable : .withoutZone
            return
        }
        let tail = String(decoding: zone, as: UTF8.self)
        self = Timestamp(iso8601: head + seconds + middle + tail).map { .at($0) } ?? .unreadable
    }

    /// What speaks against the time, for a `switchover` or a `restart`.
    func refusal(of action: String, at now: Timestamp) -> RefusalText? {
        switch self {
        case .at(let time): time < now ? .timeInThePast(of: action) : nil
        case .withoutZone: .timeWithoutZone(of: action)
        case .unreadable: .says(.unreadableTime)
        }
    }
}
