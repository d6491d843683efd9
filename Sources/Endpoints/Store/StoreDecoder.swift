import ClusterModel

/// Reads what etcd's JSON gateway answers, from 3.2 on; numbers come as text, and what is zero does not come at all.
enum StoreDecoder {
    static func range(_ answer: ReadAnswer) -> Result<StoreRange, ReadFailure> {
        answer.fromStore { document throws(DecodingFailure) in
            let pairs = (document["kvs"]?.elements ?? []).prefix(DecodingLimit.storeKeys).compactMap(StorePair.init)
            return StoreRange(pairs: Array(pairs), revision: try revision(document))
        }
    }

    /// Of a lease that is gone (its TTL is −1) nothing remains.
    static func lease(_ answer: ReadAnswer) -> Result<StoreLease, ReadFailure> {
        answer.fromStore { document throws(DecodingFailure) in
            _ = try revision(document)
            guard let id = document["ID"]?.integer else { throw DecodingFailure(path: "ID", problem: "missing") }
            let remaining = min(max(document["TTL"]?.integer ?? 0, 0), 86_400)
            let granted = min(max(document["grantedTTL"]?.integer ?? 0, 0), 86_400)
            return StoreLease(id: id, remaining: .seconds(remaining), granted: .seconds(granted))
        }
    }

    static func status(_ answer: ReadAnswer) -> Result<StoreStatus, ReadFailure> {
        answer.fromStore { document throws(DecodingFailure) in
            guard let header = document["header"] else { throw DecodingFailure(path: "header", problem: "missing") }
            let leader = document["leader"]?.text(limit: 20)
            return StoreStatus(
                version: document["version"]?.text(limit: 32),
                memberID: header["member_id"]?.text(limit: 20),
                raftLeader: leader == "0" ? nil : leader,
                raftTerm: document["raftTerm"]?.integer,
                revision: header["revision"]?.integer,
                databaseBytes: document["dbSize"]?.integer,
                isLearner: document["isLearner"]?.isTrue ?? false,
                errors: (document["errors"]?.elements ?? []).prefix(8).compactMap { $0.text(limit: 128) }
            )
        }
    }

    static func members(_ answer: ReadAnswer) -> Result<[StoreMember], ReadFailure> {
        answer.fromStore { document throws(DecodingFailure) in
            try document.requiredList("members").prefix(DecodingLimit.storeMembers).map { row in
                StoreMember(
                    id: row["ID"]?.text(limit: 20) ?? "",
                    name: row["name"]?.text(limit: 128) ?? "",
                    isLearner: row["isLearner"]?.isTrue ?? false
                )
            }
        }
    }

    /// One line of a watch.
    static func message(_ answer: ReadAnswer) -> Result<StoreMessage, ReadFailure> {
        answer.fromStore { document throws(DecodingFailure) in
            if let text = document["error"].flatMap({ $0["message"] ?? $0 })?.text() {
                return .canceled(reason: text)
            }
            guard let result = document["result"] else { throw DecodingFailure(path: "result", problem: "missing") }
            if let compacted = result["compact_revision"]?.integer, compacted > 0 {
                return .compacted(revision: compacted)
            }
            if result["canceled"]?.isTrue == true {
                return .canceled(reason: result["cancel_reason"]?.text() ?? "without a reason")
            }
            let revision = try revision(result)
            if result["created"]?.isTrue == true { return .created }
            guard let events = result["events"]?.elements, !events.isEmpty else { return .progress(revision: revision) }
            return .events(
                events.prefix(DecodingLimit.storeEvents).compactMap(StoreEvent.init),
                revision: revision
            )
        }
    }

    /// The answer to a login: success also where etcd needs none.
    static func login(_ answer: ReadAnswer) -> Result<Void, ReadFailure> {
        let text = answer.storeSentence
        if answer.status == 200 || text.contains("authentication is not enabled") { return .success(()) }
        if text.contains("invalid user ID or password") { return .failure(wrongPassword) }
        return answer.fromStore { _ throws(DecodingFailure) in }
    }

    static let wrongPassword = ReadFailure.refused(status: 401, reason: "wrong user name or password")

    /// etcd's gateway cannot pass a certificate's name on, so with logins it takes none that has one (etcd `embed/serve.go`).
    fileprivate static let namedCertificate = ReadFailure.refused(
        status: 400,
        reason: "etcd's gateway takes no client certificate with a CommonName while logins are required"
    )

    /// A login's token, if there is one in the answer; it is the transport's alone.
    static func token(in answer: ReadAnswer) -> Secret? {
        guard answer.status == 200, let document = try? JSONValue(parsing: answer.body),
            case .text(let token)? = document["token"], !token.isEmpty, token.utf8.count <= 8192,
            token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        return Secret(token)
    }

    /// Every answer of etcd has a header; without one, something else answered.
    private static func revision(_ document: JSONValue) throws(DecodingFailure) -> Int64 {
        guard let header = document["header"], case .fields = header else {
            throw DecodingFailure(path: "header", problem: "missing")
        }
        return min(max(header["revision"]?.integer ?? 0, 0), .max - 1)
    }
}

extension ReadAnswer {
    /// The transport's mark on a login that gave a token, which itself goes no further.
    package static let loggedIn = ReadAnswer(status: 200, body: Array("{}".utf8))

    /// What etcd means by a refusal: it answers 400, 401 or 500 with a sentence (etcd `rpctypes/error.go`).
    private enum Sentence {
        static let login = [
            "invalid auth token", "user name is empty", "invalid auth revision", "revision of auth store",
        ]
        static let denied = ["permission denied", "authentication failed", "invalid user ID or password"]
    }

    /// Whether etcd's sentence means that a token is missing or no longer good.
    static func asksForLogin(_ text: String) -> Bool { Sentence.login.contains(where: text.contains) }

    fileprivate var storeSentence: String { String(decoding: body.prefix(2048), as: UTF8.self) }

    fileprivate func fromStore<Value>(
        _ read: (JSONValue) throws(DecodingFailure) -> Value
    ) -> Result<Value, ReadFailure> {
        guard status != 200 else { return decoded(read) }
        let text = storeSentence
        if text.contains("CommonName of client") { return .failure(StoreDecoder.namedCertificate) }
        if Self.asksForLogin(text) { return .failure(.accessDenied(status: 401)) }
        if Sentence.denied.contains(where: text.contains) { return .failure(.accessDenied(status: 403)) }
        return decoded(read)
    }
}
