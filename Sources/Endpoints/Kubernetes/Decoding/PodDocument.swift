import ClusterModel

/// A pod as the API server writes it, as far as anything of it is wanted (kubernetes `api/core/v1 Pod`).
///
/// `managedFields`, volumes, the values of environments and whatever else is there are passed over without being read.
struct PodDocument: Decodable {
    var metadata = Metadata()
    var spec = Spec()
    var status = Status()

    private enum CodingKeys: CodingKey {
        case metadata, spec, status
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = container.lenient(.metadata) ?? metadata
        spec = container.lenient(.spec) ?? spec
        status = container.lenient(.status) ?? status
    }

    struct Metadata: Decodable {
        var name: String?
        var namespace = ""
        var uid = ""
        var resourceVersion = ""
        var labels: [String: String] = [:]
        var owner: String?
        var createdAt: Timestamp?
        var deletionAt: Timestamp?

        init() {}

        private enum CodingKeys: CodingKey {
            case name, namespace, uid, resourceVersion, labels, ownerReferences, creationTimestamp, deletionTimestamp
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = container.text(.name)
            namespace = container.text(.namespace) ?? ""
            uid = container.text(.uid, limit: 64) ?? ""
            resourceVersion = container.text(.resourceVersion, limit: 64) ?? ""
            labels = container.labels(.labels)
            let owners = container.elements(.ownerReferences, limit: 8, Owner.self)
            owner = (owners.first(where: \.isController) ?? owners.first)?.name
            createdAt = container.moment(.creationTimestamp)
            deletionAt = container.moment(.deletionTimestamp)
        }
    }

    private struct Owner: Decodable {
        var name: String
        var isController: Bool

        private enum CodingKeys: CodingKey {
            case kind, name, controller
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = "\(container.text(.kind, limit: 64) ?? "?")/\(container.text(.name) ?? "?")"
            isController = container.lenient(.controller) ?? false
        }
    }

    struct Spec: Decodable {
        var containers: [Container] = []
        var initContainers: [Container] = []
        var nodeName: String?
        var usesHostNetwork = false
        var readinessGates: [String] = []

        init() {}

        private enum CodingKeys: CodingKey {
            case containers, initContainers, nodeName, hostNetwork, readinessGates
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            containers = container.elements(.containers, limit: DecodingLimit.containers)
            initContainers = container.elements(.initContainers, limit: DecodingLimit.containers)
            nodeName = container.text(.nodeName)
            usesHostNetwork = container.lenient(.hostNetwork) ?? false
            readinessGates = container.elements(.readinessGates, limit: DecodingLimit.conditions, Gate.self)
                .map(\.conditionType)
        }
    }

    private struct Gate: Decodable {
        var conditionType: String

        private enum CodingKeys: CodingKey {
            case conditionType
        }

        init(from decoder: any Decoder) throws {
            conditionType = try decoder.container(keyedBy: CodingKeys.self).text(.conditionType, limit: 320) ?? ""
        }
    }

    struct Container: Decodable {
        var name: String
        var image: String
        var ports: [Port]
        /// An init container that stays, a sidecar.
        var isRestartable: Bool
        var patroniVariables: Set<String>
        var hasUnnamedVariables: Bool

        private enum CodingKeys: CodingKey {
            case name, image, ports, restartPolicy, env, envFrom
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = container.text(.name) ?? ""
            image = container.text(.image, limit: 512) ?? ""
            ports = container.elements(.ports, limit: DecodingLimit.ports)
            isRestartable = container.lenient(.restartPolicy, String.self) == "Always"
            let variables = container.elements(.env, limit: DecodingLimit.variables, Variable.self).map(\.name)
            patroniVariables = Set(variables.filter { $0.hasPrefix("PATRONI_") })
            hasUnnamedVariables =
                variables.count >= DecodingLimit.variables
                || !container.elements(.envFrom, limit: 1, Anything.self).isEmpty
        }
    }

    /// Its value may be a secret and is not read.
    private struct Variable: Decodable {
        var name: String

        private enum CodingKeys: CodingKey {
            case name
        }

        init(from decoder: any Decoder) throws {
            name = try decoder.container(keyedBy: CodingKeys.self).text(.name, limit: 128) ?? ""
        }
    }

    /// Whatever it is, it is there.
    private struct Anything: Decodable {
        init(from decoder: any Decoder) {}
    }

    struct Port: Decodable {
        var port: ContainerPort

        private enum CodingKeys: String, CodingKey {
            case name, containerPort
            case transport = "protocol"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            port = ContainerPort(
                name: container.text(.name, limit: 64),
                number: container.count(.containerPort),
                transport: container.text(.transport, limit: 8) ?? "TCP"
            )
        }
    }
}
