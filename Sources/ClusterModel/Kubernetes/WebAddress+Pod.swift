extension WebAddress {
    /// The pod that this address reaches through the API server's proxy: `/api/v1/namespaces/NS/pods/[https:]NAME:8008/proxy`.
    package var proxiedPod: PodName? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let start = parts.firstIndex(of: "namespaces"), parts.count > start + 4, parts[start + 2] == "pods",
            parts[start + 4] == "proxy"
        else { return nil }
        let words = parts[start + 3].split(separator: ":").map(String.init)
        let hasScheme = words.count > 1 && ["http", "https"].contains(words[0])
        guard let name = hasScheme ? words.dropFirst().first : words.first else { return nil }
        return PodName(namespace: parts[start + 1], name: name)
    }

    /// Whether this leads through an API server's proxy.
    package var isDetour: Bool {
        !path.isEmpty && path.contains("/proxy") && (proxiedPod != nil || path.contains("/services/"))
    }

    /// The part of the path that names the pod or Service that the API server leads to; empty for any other address.
    package var detourPlace: Substring {
        // Nearly all addresses have no path; searching text costs a hundred times as much as asking that.
        guard !path.isEmpty, isDetour, let end = path.firstRange(of: "/proxy") else { return "" }
        return path[..<end.upperBound]
    }

    /// Host and port, or the pod that the API server leads to.
    package var label: String { proxiedPod.map { "pod \($0.name)" } ?? authority }
}
