import ClusterModel

/// The keys of one cluster as last read, with every change since; bounded in number and size.
struct StoreLedger: Equatable {
    private let prefix: StorePrefix
    /// By name below the prefix.
    private var pairs: [String: StorePair] = [:]
    /// Everything up to here is in `pairs`.
    private(set) var revision: Int64 = 0

    init(_ prefix: StorePrefix) {
        self.prefix = prefix
    }

    /// Takes a whole reading over, unless changes after it are known already.
    ///
    /// Answers whether it said anything new.
    mutating func replace(with range: StoreRange) -> Bool {
        guard range.revision >= revision else { return false }
        let before = pairs
        revision = range.revision
        pairs = Dictionary(range.pairs.compactMap(named)) { first, _ in first }
        return pairs != before
    }

    /// The store lost its past, as one that was restored from a backup has: its revisions begin anew.
    mutating func forget() {
        pairs = [:]
        revision = 0
    }

    mutating func apply(_ events: [StoreEvent], upTo revision: Int64) {
        for event in events { apply(event) }
        self.revision = max(self.revision, revision)
    }

    mutating func progress(to revision: Int64) {
        self.revision = max(self.revision, revision)
    }

    private mutating func apply(_ event: StoreEvent) {
        switch event {
        case .put(let pair):
            guard let (name, pair) = named(pair), pair.changedAt > pairs[name]?.changedAt ?? 0,
                pairs[name] != nil || pairs.count < DecodingLimit.storeKeys
            else { return }
            pairs[name] = pair
        case .delete(let pair):
            guard let (name, pair) = named(pair), pair.changedAt > pairs[name]?.changedAt ?? 0 else { return }
            pairs[name] = nil
        }
    }

    private func named(_ pair: StorePair) -> (String, StorePair)? {
        guard pair.key.hasPrefix(prefix.path) else { return nil }
        return (String(pair.key.dropFirst(prefix.path.count)), pair)
    }

    /// What the keys say.
    var report: StoreReport {
        StoreReport(
            revision: revision,
            lock: pairs["leader"].flatMap(Self.lock),
            members: pairs.filter { $0.key.hasPrefix("members/") }.sorted { $0.key < $1.key }
                .prefix(DecodingLimit.members).compactMap { Self.member($0.key, $0.value) },
            failover: pairs["failover"].flatMap(Self.failover),
            sync: pairs["sync"].flatMap(Self.sync),
            initialize: pairs["initialize"].map { $0.text.printable(limit: 32) },
            hasConfiguration: pairs["config"] != nil,
            hasHistory: pairs["history"] != nil,
            hasFailsafe: pairs["failsafe"] != nil
        )
    }

    private static func lock(_ pair: StorePair) -> StoreLock? {
        let holder = pair.text.printable()
        guard !holder.isEmpty else { return nil }
        return StoreLock(holder: MemberName(holder), lease: pair.lease, takenAtRevision: pair.createdAt)
    }

    /// Patroni's JSON, or nothing but the name when it is none.
    private static func member(_ key: String, _ pair: StorePair) -> MemberKey? {
        let name = key.dropFirst("members/".count)
        guard !name.isEmpty else { return nil }
        let document = try? JSONValue(parsing: pair.value)
        return MemberKey(
            name: MemberName(String(name)),
            role: (document?["role"]?.text()).map { MemberRole($0) },
            state: (document?["state"]?.text()).map { MemberState($0) },
            apiURL: document?["api_url"]?.text(limit: 512),
            walLocation: document?["xlog_location"]?.logSequenceNumber,
            timeline: document?["timeline"]?.integer,
            version: document?["version"]?.text(limit: 32),
            replicationState: document?["replication_state"]?.text(limit: 64),
            lease: pair.lease
        )
    }

    /// `{"leader": …, "member": …, "scheduled_at": …}`, or the older `leader:candidate`.
    private static func failover(_ pair: StorePair) -> FailoverKey? {
        if let document = try? JSONValue(parsing: pair.value), case .fields = document {
            let key = FailoverKey(
                leader: document.memberName("leader"),
                candidate: document.memberName("member"),
                scheduledAt: document["scheduled_at"]?.text(limit: 64)
            )
            return key == FailoverKey() ? nil : key
        }
        let parts = pair.text.printable().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let names = parts.map { $0.isEmpty ? nil : MemberName(String($0)) }
        guard let leader = names.first, leader != nil || names.count > 1 else { return nil }
        return FailoverKey(leader: leader, candidate: names.count > 1 ? names[1] : nil)
    }

    private static func sync(_ pair: StorePair) -> SyncKey? {
        guard let document = try? JSONValue(parsing: pair.value), case .fields = document else { return nil }
        let standbys = (document["sync_standby"]?.text() ?? "").split(separator: ",").map { MemberName(String($0)) }
        let key = SyncKey(leader: document.memberName("leader"), standbys: standbys, quorum: document["quorum"]?.int)
        return key.leader == nil && standbys.isEmpty ? nil : key
    }
}

extension JSONValue {
    fileprivate func memberName(_ key: String) -> MemberName? {
        self[key]?.text().flatMap { $0.isEmpty ? nil : MemberName($0) }
    }
}
