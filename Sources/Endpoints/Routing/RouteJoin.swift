import ClusterModel

/// Finds the member that a proxy's server stands for.
///
/// HAProxy names servers as its configuration does and hides their addresses unless `stats show-legends` is on (FACTS 0.9), so
/// several clues are tried, the surest first: the user's own word, the address, the name, the number at the end.
package enum RouteJoin {
    package typealias Join = (member: MemberName, matchedBy: RouteMatch)

    /// The members of a backend's servers, in the servers' order; nil where none matches, or more than one does.
    ///
    /// - Parameter overrides: member by server name, or by `backend/server` where one name stands for two.
    package static func joins(
        of backend: ProxyBackend,
        with members: [Member],
        overrides: [String: MemberName]
    ) -> [Join?] {
        backend.servers.map { server in
            if let member = overrides["\(backend.name)/\(server.name)"] ?? overrides[server.name] {
                return (member, .configuration)
            }
            if let member = byAddress(server, members) { return (member, .address) }
            if let member = byName(server, members) { return (member, .name) }
            return byNumber(server, backend.servers, members).map { ($0, .number) }
        }
    }

    /// Host and port as listed, or the host alone where only one member has it.
    private static func byAddress(_ server: ProxyServer, _ members: [Member]) -> MemberName? {
        let address = server.address.flatMap { try? ClientAddress(parsing: $0) }
        let host = address?.host ?? server.name
        let onHost = members.filter { $0.listed.value?.host == host }
        if let port = address?.port, let exact = onHost.only(where: { $0.listed.value?.port == port }) {
            return exact.name
        }
        return onHost.only { _ in true }?.name
    }

    /// The same name, else one that holds the other between word boundaries: `pg-db1` holds `db1`, but not `db10`.
    private static func byName(_ server: ProxyServer, _ members: [Member]) -> MemberName? {
        let name = server.name.lowercased()
        if let same = members.only(where: { $0.name.text.lowercased() == name }) { return same.name }
        let held = members.filter { name.holdsWord($0.name.text.lowercased()) }
        if let longest = held.map(\.name.text.count).max() {
            return held.only { $0.name.text.count == longest }?.name
        }
        return members.only { $0.name.text.lowercased().holdsWord(name) }?.name
    }

    /// Numbers at the end agree, and nobody else on either side has the same.
    private static func byNumber(
        _ server: ProxyServer,
        _ servers: [ProxyServer],
        _ members: [Member]
    ) -> MemberName? {
        guard let number = server.name.numberAtEnd, servers.only(where: { $0.name.numberAtEnd == number }) != nil else {
            return nil
        }
        return members.only { $0.name.text.numberAtEnd == number }?.name
    }
}

extension Collection {
    /// The element that alone satisfies `condition`.
    fileprivate func only(where condition: (Element) -> Bool) -> Element? {
        var found: Element?
        for element in self where condition(element) {
            guard found == nil else { return nil }
            found = element
        }
        return found
    }
}

extension String {
    /// Whether `word` stands in the text with neither letter nor digit beside it.
    fileprivate func holdsWord(_ word: String) -> Bool {
        let (text, word) = (Array(utf8), Array(word.utf8))
        guard !word.isEmpty, word.count < text.count else { return false }
        return (0...(text.count - word.count)).contains { start in
            let end = start + word.count
            return text[start..<end].elementsEqual(word)
                && (start == 0 || !text[start - 1].isWordByte) && (end == text.count || !text[end].isWordByte)
        }
    }

    /// The decimal number that the name ends with.
    fileprivate var numberAtEnd: Int? {
        let digits = reversed().prefix { ("0"..."9").contains($0) }
        return digits.isEmpty || digits.count > 9 ? nil : Int(String(digits.reversed()))
    }
}

extension UInt8 {
    /// A letter or digit, or part of a character beyond ASCII.
    fileprivate var isWordByte: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) || self >= 0x80
    }
}
