import ClusterModel

/// Finds the members that a proxy's servers stand for.
///
/// HAProxy names servers as its configuration does and hides their addresses unless `stats show-legends` is on (haproxy `src/stats-proxy.c`), so
/// several clues are tried, the surest first: the user's own word, the address, the name, the number at the end. What the
/// members offer as clues is laid out once, since a page may hold a thousand servers.
package struct RouteJoin {
    package typealias Join = (member: MemberName, matchedBy: RouteMatch)

    /// Member by server name, or by `backend/server` where one name stands for two.
    private let overrides: [String: MemberName]
    private var byHost: [String: [(port: Int?, member: MemberName)]] = [:]
    private var byName: [String: [MemberName]] = [:]
    private var byNumber: [Int: [MemberName]] = [:]
    /// Names in lower case as bytes, the longest first.
    private var words: [(bytes: [UInt8], member: MemberName)] = []

    package init(members: [Member], overrides: [String: MemberName]) {
        self.overrides = overrides
        for member in members {
            let name = member.name.text.lowercased()
            byName[name, default: []].append(member.name)
            words.append((Array(name.utf8), member.name))
            if let number = name.numberAtEnd { byNumber[number, default: []].append(member.name) }
            if let host = member.listed.value?.host {
                byHost[host, default: []].append((member.listed.value?.port, member.name))
            }
        }
        words.sort { $0.bytes.count > $1.bytes.count }
    }

    /// The members of a backend's servers, in the servers' order; nil where none matches, or more than one does.
    package func joins(of backend: ProxyBackend) -> [Join?] {
        var numbers: [Int: Int] = [:]
        for server in backend.servers {
            if let number = server.name.numberAtEnd { numbers[number, default: 0] += 1 }
        }
        return backend.servers.map { server in
            if let member = overrides["\(backend.name)/\(server.name)"] ?? overrides[server.name] {
                return (member, .configuration)
            }
            if let member = member(atAddressOf: server) { return (member, .address) }
            if let member = member(named: server.name.lowercased()) { return (member, .name) }
            // Numbers at the end agree, and nobody else on either side has the same.
            guard let number = server.name.numberAtEnd, numbers[number] == 1 else { return nil }
            return byNumber[number]?.only.map { ($0, .number) }
        }
    }

    /// Host and port as listed, or the host alone where only one member has it.
    private func member(atAddressOf server: ProxyServer) -> MemberName? {
        let address = server.address.flatMap { try? ClientAddress(parsing: $0) }
        guard let candidates = byHost[address?.host ?? server.name] else { return nil }
        if let port = address?.port, let exact = candidates.filter({ $0.port == port }).only { return exact.member }
        return candidates.only?.member
    }

    /// The same name, else one that holds the other between word boundaries: `pg-db1` holds `db1`, but not `db10`.
    private func member(named name: String) -> MemberName? {
        if let same = byName[name] { return same.only }
        let bytes = Array(name.utf8)
        if let longest = words.first(where: { bytes.holdsWord($0.bytes) }) {
            let equals = words.filter { $0.bytes.count == longest.bytes.count && bytes.holdsWord($0.bytes) }
            return equals.only?.member
        }
        return words.filter { $0.bytes.holdsWord(bytes) }.only?.member
    }
}

extension Array {
    /// The element, where there is exactly one.
    fileprivate var only: Element? { count == 1 ? first : nil }
}

extension [UInt8] {
    /// Whether `word` stands in the text with neither letter nor digit beside it.
    fileprivate func holdsWord(_ word: [UInt8]) -> Bool {
        guard let head = word.first, word.count < count else { return false }
        return (0...(count - word.count)).contains { start in
            guard self[start] == head, start == 0 || !self[start - 1].isWordByte else { return false }
            let end = start + word.count
            return self[start..<end].elementsEqual(word) && (end == count || !self[end].isWordByte)
        }
    }
}

extension String {
    /// The decimal number that the name ends with.
    fileprivate var numberAtEnd: Int? {
        let digits = utf8.reversed().prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty, digits.count <= 9 else { return nil }
        return digits.reversed().reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}

extension UInt8 {
    /// A letter or digit, or part of a character beyond ASCII.
    fileprivate var isWordByte: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self >= 0x80
    }
}
