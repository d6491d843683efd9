import ClusterModel

/// What clients ask before they ask for pods: the version, what kinds there are, who they are and what they may do.
extension SimulatedCluster {
    func discover(
        _ request: SimulatedRequest,
        _ segments: [String],
        user: String
    ) throws(KubernetesStatus) -> SimulatedAnswer {
        switch segments {
        case ["version"]: return .answer(apiServer(200, contentType: "application/json", body: Self.version))
        case ["healthz"], ["livez"], ["readyz"]:
            return .answer(apiServer(200, contentType: "text/plain; charset=utf-8", body: "ok"))
        case ["apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews"]:
            guard request.method == "POST" else { throw .methodNotAllowed }
            try authorizeReview(user: user)
            return .answer(try accessReview(request.body))
        case ["apis", "authentication.k8s.io", "v1", "selfsubjectreviews"]:
            guard request.method == "POST" else { throw .methodNotAllowed }
            return .answer(apiServer(201, selfReview))
        default: return .answer(Self.listing(segments).map { apiServer(200, $0) } ?? pageNotFound())
        }
    }

    /// Which versions, groups and kinds there are; nil where nothing is listed.
    private static func listing(_ segments: [String]) -> JSON? {
        switch segments {
        case ["api"]: return coreVersions
        case ["api", "v1"]: return resources("v1", coreResources)
        case ["apis"]:
            return .fields([
                "kind": "APIGroupList", "apiVersion": "v1",
                "groups": .array(groups.keys.sorted().map { .object(fields(of: $0)) }),
            ])
        default: break
        }
        guard segments.count > 1, segments[0] == "apis", let resource = groups[segments[1]] else { return nil }
        switch segments.dropFirst(2) {
        case []:
            let head = [JSON.Field("kind", "APIGroup"), JSON.Field("apiVersion", "v1")]
            return .object(head + fields(of: segments[1]))
        case ["v1"]: return resources("\(segments[1])/v1", [resource])
        default: return nil
        }
    }

    private static let coreVersions = JSON.fields([
        "kind": "APIVersions", "versions": .array(["v1"]),
        "serverAddressByClientCIDRs": .array([
            .fields(["clientCIDR": "0.0.0.0/0", "serverAddress": "10.148.151.121:16443"])
        ]),
    ])

    private var selfReview: JSON {
        .fields([
            "kind": "SelfSubjectReview", "apiVersion": "authentication.k8s.io/v1",
            "metadata": .fields(["creationTimestamp": .string(clock.kubernetesText)]),
            "status": .fields([
                "userInfo": .fields([
                    "username": "nines", "uid": "2", "groups": .array(["system:authenticated"]),
                ])
            ]),
        ])
    }

    /// Asking what one may do is a right of its own, which a real server's `system:basic-user` gives.
    private func authorizeReview(user: String) throws(KubernetesStatus) {
        let resource = "selfsubjectaccessreviews"
        guard user == Self.anonymous || isForbidden("create", resource) else { return }
        throw KubernetesStatus(
            403,
            "Forbidden",
            "\(resource).authorization.k8s.io is forbidden: User \"\(user)\" cannot create resource \"\(resource)\" in "
                + "API group \"authorization.k8s.io\" at the cluster scope",
            details: KubernetesStatus.Details(kind: resource)
        )
    }

    /// Whether the user may do something: everything that was not forbidden.
    private func accessReview(_ body: [UInt8]?) throws(KubernetesStatus) -> SimulatedResponse {
        guard let spec = ProtobufReview.spec(body ?? []) ?? JSON(parsing: body ?? [])?["spec"],
            let attributes = spec["resourceAttributes"],
            let verb = attributes["verb"]?.text, let resource = attributes["resource"]?.text
        else {
            throw .badRequest("the object provided is unrecognized (must be of type SelfSubjectAccessReview)")
        }
        let subresource = attributes["subresource"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        let name = attributes["name"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        let isAllowed = !isForbidden(verb, subresource.map { "\(resource)/\($0)" } ?? resource, name: name)
        let reason =
            "RBAC: allowed by RoleBinding \"dashboard/\(kubernetes?.settings.namespace ?? "")\" of Role \"dashboard\" to User "
            + "\"nines\""
        return apiServer(
            201,
            .fields([
                "kind": "SelfSubjectAccessReview", "apiVersion": "authorization.k8s.io/v1",
                "metadata": .fields(["creationTimestamp": .null]), "spec": spec,
                "status": .fields([
                    "allowed": .bool(isAllowed), "reason": isAllowed ? .string(reason) : nil,
                ]),
            ])
        )
    }

    private static let version = """
        {
          "major": "1",
          "minor": "32",
          "gitVersion": "v1.32.13",
          "gitCommit": "$Format:%H$",
          "gitTreeState": "archive",
          "buildDate": "1970-01-01T00:00:00Z",
          "goVersion": "go1.26.6",
          "compiler": "gc",
          "platform": "linux/amd64"
        }
        """

    /// What each group holds.
    private static let groups = [
        "authentication.k8s.io": Resource("selfsubjectreviews", "SelfSubjectReview", ["create"], isNamespaced: false),
        "authorization.k8s.io": Resource(
            "selfsubjectaccessreviews",
            "SelfSubjectAccessReview",
            ["create"],
            isNamespaced: false
        ),
    ]

    private static func fields(of group: String) -> [JSON.Field] {
        let version = JSON.fields(["groupVersion": .string("\(group)/v1"), "version": "v1"])
        return [
            JSON.Field("name", .string(group)), JSON.Field("versions", .array([version])),
            JSON.Field("preferredVersion", version),
        ]
    }

    /// A row of an `APIResourceList`.
    private struct Resource {
        var name: String
        var kind: String
        var verbs: [String]
        var isNamespaced: Bool
        var shortName: String?

        init(
            _ name: String,
            _ kind: String,
            _ verbs: [String],
            isNamespaced: Bool = true,
            shortName: String? = nil
        ) {
            self.name = name
            self.kind = kind
            self.verbs = verbs
            self.isNamespaced = isNamespaced
            self.shortName = shortName
        }

        var json: JSON {
            .fields([
                "name": .string(name),
                "singularName": .string(name.contains("/") ? "" : kind.lowercased()),
                "namespaced": .bool(isNamespaced), "kind": .string(kind),
                "verbs": .array(verbs.map { .string($0) }), "shortNames": shortName.map { .array([.string($0)]) },
            ])
        }
    }

    private static let coreResources = [
        Resource("events", "Event", ["get", "list", "watch"], shortName: "ev"),
        Resource("namespaces", "Namespace", ["get", "list", "watch"], isNamespaced: false, shortName: "ns"),
        Resource("nodes", "Node", ["get", "list", "watch"], isNamespaced: false, shortName: "no"),
        Resource("pods", "Pod", ["delete", "get", "list", "watch"], shortName: "po"),
        Resource("pods/log", "Pod", ["get"]),
        Resource("pods/proxy", "PodProxyOptions", ["create", "delete", "get", "patch", "update"]),
        Resource("pods/status", "Pod", ["get"]),
        Resource("services", "Service", ["get", "list", "watch"], shortName: "svc"),
    ]

    private static func resources(_ version: String, _ rows: [Resource]) -> JSON {
        .fields([
            "kind": "APIResourceList", "groupVersion": .string(version), "resources": .array(rows.map(\.json)),
        ])
    }
}
