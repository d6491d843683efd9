import ClusterModel
import FoundationEssentials

/// One key of the store with its value, as read or as changed.
struct StorePair: Equatable {
    /// Below the prefix when put into a ledger: `leader`, `members/db1`.
    var key: String
    var value: [UInt8]
    var lease: Int64?
    var createdAt: Int64
    var changedAt: Int64

    /// Reads etcd's `KeyValue`: bytes in base64, numbers as text, zeros left out (etcd `kv.proto`, proto3's JSON).
    init?(_ document: JSONValue) {
        guard case .text(let encoded)? = document["key"], encoded.utf8.count <= 4096,
            let key = Data(base64Encoded: encoded)
        else { return nil }
        self.key = String(decoding: key, as: UTF8.self).printable(limit: 1024)
        value = []
        if case .text(let encoded)? = document["value"] {
            guard encoded.utf8.count <= DecodingLimit.storeValueBytes * 4 / 3 + 4,
                let data = Data(base64Encoded: encoded)
            else { return nil }
            value = Array(data)
        }
        lease = (document["lease"]?.integer).flatMap { $0 == 0 ? nil : $0 }
        createdAt = document["create_revision"]?.integer ?? 0
        changedAt = document["mod_revision"]?.integer ?? 0
    }

    var text: String { String(decoding: value.prefix(4096), as: UTF8.self) }
}

/// A change of one key.
enum StoreEvent: Equatable {
    case put(StorePair)
    case delete(StorePair)

    init?(_ document: JSONValue) {
        guard let pair = document["kv"].flatMap(StorePair.init) else { return nil }
        // The type is spelt out, or the number 1; that of a put is zero, which proto3 leaves out.
        let type = document["type"]?.text() ?? ""
        self = type == "1" || type.hasPrefix("DEL") ? .delete(pair) : .put(pair)
    }
}

/// One message of a watch.
enum StoreMessage: Equatable {
    /// The watch stands; what changed since its start is still to come.
    case created
    /// Everything up to this revision was told.
    case progress(revision: Int64)
    case events([StoreEvent], revision: Int64)
    /// What was asked for is no longer kept; older than `revision` cannot be had.
    case compacted(revision: Int64)
    case canceled(reason: String)
}

/// All keys below a prefix at one revision.
struct StoreRange: Equatable {
    var pairs: [StorePair]
    var revision: Int64
}
