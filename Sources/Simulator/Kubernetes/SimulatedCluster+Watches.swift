import ClusterModel

/// Watches: what changed since a version, as it changes.
extension SimulatedCluster {
    private static let bookmarkInterval = Duration.seconds(60)
    private static let longestWatch = Duration.seconds(3000)

    func watch(
        _ call: APICall,
        _ query: KubernetesQuery,
        accept: String?
    ) throws(KubernetesStatus) -> SimulatedAnswer {
        guard let kubernetes else { throw .noSuchResource }
        let form = try KubernetesForm(accept: accept)
        let selection = try KubernetesSelection(call, query)
        let text = query["resourceVersion"] ?? ""
        guard let version = text.isEmpty ? 0 : Int64(text), version >= 0 else { throw .malformedVersion(text) }
        let timeout = query["timeoutSeconds"].flatMap { Int64($0) } ?? 0
        let span = timeout > 0 ? min(.seconds(timeout), Self.longestWatch) : Self.longestWatch
        let stream = WatchStream(
            selection: selection,
            form: form,
            inclusion: KubernetesTable.Inclusion(query["includeObject"]),
            generation: kubernetes.conduct.watchGeneration,
            endsAt: clock + span,
            wantsBookmarks: query.isSet("allowWatchBookmarks"),
            version: version,
            tellsInitial: version == 0,
            bookmarkAt: clock + Self.bookmarkInterval
        )
        if query.isSet("sendInitialEvents") { return .answer(initialEventsRefusal()) }
        var head = apiServerHead(200, contentType: "application/json")
        head.headers.append(SimulatedResponse.Header(name: "Transfer-Encoding", value: "chunked"))
        return .stream(head, .watch(stream))
    }

    /// What 1.32 says on an etcd without progress notifications: 200 and an error as the only event.
    private func initialEventsRefusal() -> SimulatedResponse {
        let status = KubernetesStatus(
            500,
            "InternalError",
            "a watch stream was requested by the client but the required storage feature RequestWatchProgress is disabled"
        )
        return apiServer(200, Self.event("ERROR", status.json))
    }

    /// What a stream has to say by `now`.
    package mutating func pump(_ stream: inout SimulatedStream, at now: Timestamp) -> StreamPortion {
        advance(to: now)
        guard let kubernetes else { return .cut }
        switch stream {
        case .watch(var watch):
            let portion = pump(&watch, kubernetes)
            stream = .watch(watch)
            return portion
        case .log(var log):
            let portion = pump(&log, kubernetes)
            stream = .log(log)
            return portion
        }
    }

    private func pump(_ watch: inout WatchStream, _ kubernetes: SimulatedKubernetes) -> StreamPortion {
        guard watch.generation == kubernetes.conduct.watchGeneration else { return .cut }
        guard !kubernetes.conduct.stallsWatches else { return .bytes([]) }
        var text = ""
        if watch.tellsInitial {
            watch.tellsInitial = false
            watch.version = kubernetes.version
            for object in watch.selection.objects(in: kubernetes) { text += told("ADDED", object, &watch) }
        }
        // A version from the future is waited for in silence.
        guard watch.version <= kubernetes.version else {
            return watch.endsAt <= clock ? .last([]) : .bytes([])
        }
        guard watch.version >= kubernetes.compactedVersion else {
            let status = KubernetesStatus.expiredWatch(watch.version, oldest: kubernetes.compactedVersion)
            return .last(Array("\(Self.event("ERROR", status.json).compact)\n".utf8))
        }
        for change in kubernetes.changes(after: watch.version) {
            watch.version = change.version
            text += told(change, &watch)
        }
        text += bookmark(&watch, kubernetes)
        return watch.endsAt <= clock ? .last(Array(text.utf8)) : .bytes(Array(text.utf8))
    }

    private func told(_ change: SimulatedKubernetes.Change, _ watch: inout WatchStream) -> String {
        let before = change.before.flatMap { watch.selection.contains($0) ? $0 : nil }
        let after = change.after.flatMap { watch.selection.contains($0) ? $0 : nil }
        switch (before, after) {
        case (nil, nil): return ""
        case (nil, let object?): return told("ADDED", object, &watch)
        case (.some, let object?): return told("MODIFIED", object, &watch)
        case (let object?, nil): return told("DELETED", object.atVersion(change.version), &watch)
        }
    }

    private func told(_ type: String, _ object: KubernetesObject, _ watch: inout WatchStream) -> String {
        let shown: JSON
        switch watch.form {
        case .objects: shown = object.json
        case .table(let version):
            let table = KubernetesTable(version: version, inclusion: watch.inclusion)
            let metadata = JSON.fields(["resourceVersion": object.metadata["resourceVersion"]])
            shown = table.json(
                [object],
                of: object.kind,
                metadata: metadata,
                definesColumns: !watch.hasDefinedColumns,
                at: clock
            )
            watch.hasDefinedColumns = true
        case .metadata:
            shown = .fields([
                "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": object.metadata,
            ])
        }
        return Self.event(type, shown).compact + "\n"
    }

    /// Every minute, and 2 s before the end.
    private func bookmark(_ watch: inout WatchStream, _ kubernetes: SimulatedKubernetes) -> String {
        guard watch.wantsBookmarks else { return "" }
        let isGoodbye = !watch.hasSaidGoodbye && watch.endsAt - .seconds(2) <= clock
        guard isGoodbye || watch.bookmarkAt <= clock else { return "" }
        watch.hasSaidGoodbye = watch.hasSaidGoodbye || isGoodbye
        watch.bookmarkAt = clock + Self.bookmarkInterval
        watch.version = kubernetes.version
        let metadata = JSON.fields(["resourceVersion": .string(String(kubernetes.version))])
        let full = JSON.fields([
            "resourceVersion": .string(String(kubernetes.version)), "creationTimestamp": .null,
        ])
        let shown: JSON
        switch watch.form {
        case .objects:
            shown = .fields([
                "kind": .string(watch.selection.kind.kind), "apiVersion": "v1", "metadata": full,
                "spec": watch.selection.kind == .pods ? .fields(["containers": .null]) : .object([]),
                "status": .object([]),
            ])
        case .table(let version):
            shown = KubernetesTable(version: version, inclusion: watch.inclusion).bookmark(metadata)
        case .metadata:
            shown = .fields(["kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": full])
        }
        return Self.event("BOOKMARK", shown).compact + "\n"
    }

    private static func event(_ type: String, _ object: JSON) -> JSON {
        .fields(["type": .string(type), "object": object])
    }
}

extension SimulatedKubernetes {
    /// What was written after a version, in order.
    func changes(after version: Int64) -> ArraySlice<Change> {
        guard let last = changes.last, last.version > version else { return [] }
        let start = changes.partitioningIndex { $0.version > version }
        return changes[start...]
    }
}

extension Array {
    /// The first index whose element belongs to the second half, in an array that is so divided.
    fileprivate func partitioningIndex(where belongsToSecond: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension KubernetesObject {
    /// A deleted object carries the version of its deletion.
    fileprivate func atVersion(_ version: Int64) -> KubernetesObject {
        guard case .pod(var pod) = self else { return self }
        pod.resourceVersion = version
        return .pod(pod)
    }
}
