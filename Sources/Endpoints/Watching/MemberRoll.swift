import ClusterModel

/// The members that listings have named so far: those of the last one, and those that vanished from it.
struct MemberRoll: Equatable {
    /// What listings say of one member.
    struct Record: Equatable {
        var presence: Member.Presence
        var listed: Observation<ListedMember>
    }

    private(set) var records: [MemberName: Record] = [:]

    var names: Set<MemberName> { Set(records.keys) }

    /// Takes a listing over.
    ///
    /// Answers the members whose row is new or says something else about role, state or address.
    mutating func update(with listing: ClusterListing, at now: Timestamp) -> Set<MemberName> {
        var changed: Set<MemberName> = []
        for row in listing.members {
            let before = records[row.name]
            if before.map({ !$0.isListed || !row.resembles($0.listed.value) }) ?? true { changed.insert(row.name) }
            records[row.name] = Record(presence: .listed, listed: .current(row, at: now))
        }
        let names = Set(listing.members.map(\.name))
        for (name, record) in records where record.isListed && !names.contains(name) {
            records[name]?.presence = .gone(since: now)
            changed.insert(name)
        }
        dropOldestGhosts()
        return changed
    }

    /// The listing could not be read: what it said last grows stale.
    mutating func fail(because reason: ReadFailure, at now: Timestamp) {
        for (name, record) in records where record.isListed {
            records[name]?.listed = record.listed.updated(with: .failure(reason), at: now)
        }
    }

    /// An agent says that it is a member which no listing names: a ghost that still answers.
    mutating func note(unlisted name: MemberName, at now: Timestamp) {
        guard records[name] == nil, records.count < DecodingLimit.members else { return }
        records[name] = Record(presence: .gone(since: now), listed: .pending)
    }

    private mutating func dropOldestGhosts() {
        let surplus = records.count - DecodingLimit.members
        guard surplus > 0 else { return }
        let ghosts = records.compactMap { name, record -> (MemberName, Timestamp)? in
            guard case .gone(let since) = record.presence else { return nil }
            return (name, since)
        }
        for (name, _) in ghosts.sorted(by: { ($0.1, $0.0) < ($1.1, $1.0) }).prefix(surplus) {
            records[name] = nil
        }
    }
}

extension MemberRoll.Record {
    var isListed: Bool {
        switch presence {
        case .listed: true
        case .gone: false
        }
    }
}

extension ListedMember {
    /// Nothing changed that its own agent would know more about.
    fileprivate func resembles(_ other: ListedMember?) -> Bool {
        guard let other else { return false }
        return role == other.role && state == other.state && apiURL == other.apiURL && host == other.host
    }
}
