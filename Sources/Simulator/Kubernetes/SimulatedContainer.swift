import ClusterModel

/// The one container of a simulated pod, as the kubelet reports it (`core/v1 ContainerStatus`).
package struct SimulatedContainer: Hashable, Sendable {
    /// How a run of the container ended.
    package struct Ending: Hashable, Sendable {
        package var exitCode: Int64
        package var reason: String
        package var startedAt: Timestamp
        package var finishedAt: Timestamp
        package var identifier: String
    }

    /// What the container does.
    package enum State: Hashable, Sendable {
        case waiting(reason: String, message: String?)
        case running(since: Timestamp)
        case terminated(Ending)
    }

    package internal(set) var state: State
    package internal(set) var lastEnding: Ending?
    package internal(set) var restarts: Int64 = 0
    package internal(set) var isReady = false
    /// `containerd://` and 64 digits; empty before the first run.
    package internal(set) var identifier = ""

    package var isRunning: Bool {
        guard case .running = state else { return false }
        return true
    }

    /// The object in `containerStatuses`.
    func json(named name: String, image: String, imageID: String) -> JSON {
        .fields([
            "name": .string(name),
            "state": stateJSON,
            "lastState": .fields(["terminated": lastEnding.map(Self.json)]),
            "ready": .bool(isReady),
            "restartCount": .integer(restarts),
            "image": .string(image),
            "imageID": .string(identifier.isEmpty ? "" : imageID),
            "containerID": identifier.isEmpty ? nil : .string(identifier),
            "started": .bool(isRunning),
        ])
    }

    private var stateJSON: JSON {
        switch state {
        case .waiting(let reason, let message):
            .fields([
                "waiting": .fields(["reason": .string(reason), "message": message.map { .string($0) }])
            ])
        case .running(let since): .fields(["running": .fields(["startedAt": .string(since.kubernetesText)])])
        case .terminated(let ending): .fields(["terminated": Self.json(ending)])
        }
    }

    private static func json(_ ending: Ending) -> JSON {
        .fields([
            "exitCode": .integer(ending.exitCode),
            "reason": .string(ending.reason),
            "startedAt": .string(ending.startedAt.kubernetesText),
            "finishedAt": .string(ending.finishedAt.kubernetesText),
            "containerID": .string(ending.identifier),
        ])
    }
}
