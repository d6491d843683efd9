import ClusterModel

extension PodDocument {
    /// What became of the pod.
    struct Status: Decodable {
        var phase = ""
        var reason: String?
        var message: String?
        var nominatedNodeName: String?
        var podIPs: [String] = []
        var startTime: Timestamp?
        var conditions: [PodCondition] = []
        var containers: [ContainerStatus] = []
        var initContainers: [ContainerStatus] = []

        init() {}

        private enum CodingKeys: String, CodingKey {
            case phase, reason, message, nominatedNodeName, podIP, podIPs, startTime, conditions
            case containers = "containerStatuses"
            case initContainers = "initContainerStatuses"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            phase = container.text(.phase, limit: 64) ?? ""
            reason = container.text(.reason)
            message = container.text(.message, limit: 512)
            nominatedNodeName = container.text(.nominatedNodeName)
            podIPs = container.elements(.podIPs, limit: 8, Address.self).compactMap(\.ip)
            if podIPs.isEmpty { podIPs = container.text(.podIP, limit: 64).map { [$0] } ?? [] }
            startTime = container.moment(.startTime)
            conditions = container.elements(.conditions, limit: DecodingLimit.conditions, Condition.self)
                .map(\.condition)
            containers = container.elements(.containers, limit: DecodingLimit.containers)
            initContainers = container.elements(.initContainers, limit: DecodingLimit.containers)
        }
    }

    private struct Address: Decodable {
        var ip: String?

        private enum CodingKeys: CodingKey {
            case ip
        }

        init(from decoder: any Decoder) throws {
            ip = try decoder.container(keyedBy: CodingKeys.self).text(.ip, limit: 64)
        }
    }

    private struct Condition: Decodable {
        var condition: PodCondition

        private enum CodingKeys: CodingKey {
            case type, status, reason, message, lastTransitionTime
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            condition = PodCondition(
                kind: container.text(.type, limit: 320) ?? "",
                status: PodCondition.Status(rawValue: container.lenient(.status) ?? "") ?? .unknown,
                reason: container.text(.reason),
                message: container.text(.message, limit: 512),
                changedAt: container.moment(.lastTransitionTime)
            )
        }
    }

    struct ContainerStatus: Decodable {
        var name: String
        var state: State
        var lastState: State
        var isReady: Bool
        var isStarted: Bool
        var restarts: Int

        private enum CodingKeys: String, CodingKey {
            case name, state, lastState
            case isReady = "ready"
            case isStarted = "started"
            case restarts = "restartCount"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            name = container.text(.name) ?? ""
            state = container.lenient(.state) ?? State()
            lastState = container.lenient(.lastState) ?? State()
            isReady = container.lenient(.isReady) ?? false
            isStarted = container.lenient(.isStarted) ?? false
            restarts = container.count(.restarts)
        }
    }

    /// At most one of the three should be there.
    struct State: Decodable {
        var waiting: Waiting?
        var running: Running?
        var terminated: Terminated?

        init() {}

        private enum CodingKeys: CodingKey {
            case waiting, running, terminated
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            waiting = container.lenient(.waiting)
            running = container.lenient(.running)
            terminated = container.lenient(.terminated)
        }
    }

    struct Waiting: Decodable {
        var reason: String?
        var message: String?

        private enum CodingKeys: CodingKey {
            case reason, message
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            reason = container.text(.reason)
            message = container.text(.message, limit: 512)
        }
    }

    struct Running: Decodable {
        var startedAt: Timestamp?

        private enum CodingKeys: CodingKey {
            case startedAt
        }

        init(from decoder: any Decoder) throws {
            startedAt = try decoder.container(keyedBy: CodingKeys.self).moment(.startedAt)
        }
    }

    struct Terminated: Decodable {
        var end: ContainerEnd

        private enum CodingKeys: CodingKey {
            case reason, message, exitCode, signal, finishedAt
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            end = ContainerEnd(
                reason: container.text(.reason),
                message: container.text(.message, limit: 512),
                exitCode: container.lenient(.exitCode) ?? 0,
                signal: container.lenient(.signal) ?? 0,
                finishedAt: container.moment(.finishedAt)
            )
        }
    }
}
