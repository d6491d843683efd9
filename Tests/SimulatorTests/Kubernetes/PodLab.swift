import ClusterModel
import Simulator
import TestSupport
import Testing

/// A simulated cluster on Kubernetes as a client of its API server meets it, with its own clock.
struct PodLab {
    var lab: LabCluster

    static let namespace = "/api/v1/namespaces/platform"
    static let db1 = "db1-deployment-67d97bbdf7-vz29h"
    static let table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"

    init(_ scenario: Scenario = .opengauss, story: Story = Story(), token: String? = nil) {
        var blueprint = scenario.blueprint()
        blueprint.kubernetes?.token = token
        lab = LabCluster(blueprint, story: story)
    }

    mutating func advance(_ seconds: Double) { lab.advance(seconds) }

    mutating func apply(_ fault: Fault) { lab.apply(fault) }

    var pods: [SimulatedPod] { lab.cluster.kubernetes?.pods ?? [] }

    /// The pods of a member or the proxies, the newest last.
    func pods(_ app: String) -> [SimulatedPod] {
        pods.filter { $0.template.app == app }.sorted { $0.createdAt < $1.createdAt }
    }

    func pod(_ app: String) throws -> SimulatedPod { try #require(pods(app).last) }

    /// Name to STATUS as kubectl prints it.
    func status(_ app: String) -> [String] { pods(app).map { $0.cells(at: lab.now)[2] } }

    mutating func send(
        _ method: String,
        _ path: String,
        accept: String = "application/json",
        token: String? = nil,
        body: String? = nil
    ) -> SimulatedAnswer {
        var headers = ["accept": accept]
        if let token { headers["authorization"] = "Bearer \(token)" }
        let request = SimulatedRequest(
            .kubernetes,
            method: method,
            path: path,
            body: body.map { Array($0.utf8) },
            headers: headers
        )
        var answer = lab.cluster.answer(request, at: lab.now)
        for _ in 0..<1000 {
            guard case .later(let pending, let time) = answer else { break }
            lab.now = max(lab.now, time)
            answer = lab.cluster.resume(pending, of: .kubernetes, at: lab.now)
        }
        return answer
    }

    mutating func send(_ path: String, accept: String = "application/json", token: String? = nil) -> SimulatedAnswer {
        send("GET", path, accept: accept, token: token)
    }

    mutating func get(_ path: String, accept: String = "application/json") throws -> SimulatedResponse {
        try #require(send(path, accept: accept).response)
    }

    mutating func json(_ path: String, accept: String = "application/json") throws -> JSON {
        try #require(JSON(parsing: get(path, accept: accept).body))
    }

    /// The names in a list.
    mutating func names(_ path: String) throws -> [String] {
        try #require(json(path)["items"]?.elements).compactMap { $0["metadata"]?["name"]?.text }
    }

    /// Begins a watch or a followed log.
    mutating func follow(_ path: String, accept: String = "application/json") throws -> Followed {
        guard case .stream(let head, let stream) = send(path, accept: accept) else {
            throw NoStream(answer: "\(send(path, accept: accept))")
        }
        #expect(head.status == 200)
        return Followed(stream: stream)
    }

    /// An answer that should have gone on.
    struct NoStream: Error {
        var answer: String
    }
}

/// A stream and what it has said.
struct Followed {
    var stream: SimulatedStream
    var text = ""
    var isOver = false
    var isCut = false

    /// Reads what the stream has to say by now.
    mutating func read(_ lab: inout PodLab) {
        guard !isOver else { return }
        switch lab.lab.cluster.pump(&stream, at: lab.lab.now) {
        case .bytes(let bytes): text += String(decoding: bytes, as: UTF8.self)
        case .last(let bytes):
            text += String(decoding: bytes, as: UTF8.self)
            isOver = true
        case .cut:
            isOver = true
            isCut = true
        }
    }

    /// Reads for a while, ten times a second.
    mutating func read(_ lab: inout PodLab, seconds: Int) {
        for _ in 0..<seconds * 10 {
            lab.advance(0.1)
            read(&lab)
        }
    }

    /// The events of a watch.
    var events: [JSON] { text.split(separator: "\n").compactMap { JSON(parsing: Array($0.utf8)) } }

    /// `ADDED db1-…` for each event.
    var summaries: [String] {
        events.map { "\($0["type"]?.text ?? "?") \($0["object"]?["metadata"]?["name"]?.text ?? "")" }
    }
}
