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
        case ["api"]:
            return .answer(
                apiServer(
                    200,
                    .fields([
                        "kind": "APIVersions", "versions": .array(["v1"]),
                        "serverAddressByClientCIDRs": .array([
                            .fields(["clientCIDR": "0.0.0.0/0", "serverAddress": "10.148.151.121:16443"])
                        ]),
                    ])
                )
            )
        case ["api", "v1"]: return .answer(apiServer(200, Self.resources("v1", Self.coreResources)))
        case ["apis"]:
            return .answer(
                apiServer(
                    200,
                    .fields([
                        "kind": "APIGroupList", "apiVersion": "v1",
                        "groups": .array(Self.groups.map(Self.group)),
                    ])
                )
            )
        case let path where path.count == 2 && Self.groups.contains(path[1]):
            guard case .object(let fields) = Self.group(path[1]) else { throw .noSuchResource }
            let head = [JSON.Field("kind", "APIGroup"), JSON.Field("apiVersion", "v1")]
            return .answer(apiServer(200, .object(head + fields)))
        case ["apis", "authentication.k8s.io", "v1"]:
            let row = Resource("selfsubjectreviews", "SelfSubjectReview", ["create"], isNamespaced: false)
            return .answer(apiServer(200, Self.resources("authentication.k8s.io/v1", [row])))
        case ["apis", "authorization.k8s.io", "v1"]:
            let row = Resource("selfsubjectaccessreviews", "SelfSubjectAccessReview", ["create"], isNamespaced: false)
            return .answer(apiServer(200, Self.resources("authorization.k8s.io/v1", [row])))
        case ["apis", "authorization.k8s.io", "v1", "selfsubjectaccessreviews"]:
            guard request.method == "POST" else { throw .methodNotAllowed }
            try authorizeReview(user: user)
            return .answer(try accessReview(request.body))
        case ["apis", "authentication.k8s.io", "v1", "selfsubjectreviews"]:
            guard request.method == "POST" else { throw .methodNotAllowed }
            return .answer(
                apiServer(
                    201,
                    .fields([
                        "kind": "SelfSubjectReview", "apiVersion": "authentication.k8s.io/v1",
                        "metadata": .fields(["creationTimestamp": .string(clock.kubernetesText)]),
                        "status": .fields([
                            "userInfo": .fields([
                                "username": "nines", "uid": "2", "groups": .array(["system:authenticated"]),
                            ])
                        ]),
                    ])
                )
            )
        default: return .answer(pageNotFound())
        }
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

    private static let groups = ["authentication.k8s.io", "authorization.k8s.io"]

    private static func group(_ name: String) -> JSON {
        let version = JSON.fields(["groupVersion": .string("\(name)/v1"), "version": "v1"])
        return .fields([
            "name": .string(name), "versions": .array([version]), "preferredVersion": version,
        ])
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
