import ClusterModel
import FoundationEssentials

/// Reads what the API server answers.
enum KubernetesDecoder {
    /// A page of pods, and where the next one begins.
    struct PodPage {
        var pods: [Pod]
        var resourceVersion: String
        /// Nil after the last page.
        var next: String?
    }

    /// One line of a watch.
    enum Message {
        /// The server took the watch; nothing has happened yet.
        case opened
        /// Added or changed.
        case changed(Pod)
        case deleted(Pod)
        /// Everything up to this version was told.
        case bookmark(String)
        case problem(KubernetesProblem)
    }

    static func pods(_ answer: ReadAnswer, to question: KubernetesQuestion) -> Result<PodPage, KubernetesProblem> {
        list(PodDocument.self, answer, to: question).map { list in
            PodPage(
                pods: list.items.compactMap(\.value?.pod),
                resourceVersion: list.metadata.resourceVersion,
                next: list.metadata.next
            )
        }
    }

    static func services(_ answer: ReadAnswer, to question: KubernetesQuestion) -> Result<[Service], KubernetesProblem>
    {
        list(ServiceDocument.self, answer, to: question).map { list in
            list.items.prefix(DecodingLimit.services).compactMap(\.value?.service)
        }
    }

    /// The latest first.
    static func events(_ answer: ReadAnswer, to question: KubernetesQuestion) -> Result<[PodEvent], KubernetesProblem> {
        list(EventDocument.self, answer, to: question).map { list in
            let events = list.items.prefix(DecodingLimit.podEvents).compactMap(\.value?.event)
            return events.sorted { ($0.lastAt ?? .distantPast) > ($1.lastAt ?? .distantPast) }
        }
    }

    static func message(_ answer: ReadAnswer, to question: KubernetesQuestion) -> Message {
        if answer.body.isEmpty { return .opened }
        let document: MessageDocument
        do {
            document = try decode(MessageDocument.self, from: answer.body)
        } catch {
            return .problem(.failure(.undecodable(reason: "a line of the watch is no JSON")))
        }
        let broken = KubernetesProblem.failure(.undecodable(reason: "an event of the watch is incomplete"))
        switch document.type {
        case "ADDED", "MODIFIED": return document.pod.map { .changed($0) } ?? .problem(broken)
        case "DELETED": return document.pod.map { .deleted($0) } ?? .problem(broken)
        case "BOOKMARK": return document.resourceVersion.map { .bookmark($0) } ?? .problem(broken)
        case "ERROR": return .problem(document.status.map { KubernetesProblem($0, to: question) } ?? broken)
        default: return .problem(broken)
        }
    }

    /// Decodes bytes that may be anything.
    static func decode<Document: Decodable>(_ type: Document.Type, from bytes: [UInt8]) throws -> Document {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    private static func list<Item: Decodable>(
        _ type: Item.Type,
        _ answer: ReadAnswer,
        to question: KubernetesQuestion
    ) -> Result<ListDocument<Item>, KubernetesProblem> {
        guard answer.status == 200 else { return .failure(KubernetesProblem(answer, to: question)) }
        do throws(ReadFailure) {
            let bytes = try answer.content()
            guard let list = try? decode(ListDocument<Item>.self, from: bytes) else {
                throw .undecodable(reason: "no list of the Kubernetes API")
            }
            return .success(list)
        } catch {
            return .failure(.failure(error))
        }
    }
}

/// A list of the API: its items and where in time it is.
private struct ListDocument<Item: Decodable>: Decodable {
    var metadata: Metadata
    var items: [Lenient<Item>]

    private enum CodingKeys: CodingKey {
        case metadata, items
    }

    /// An empty list may have `null` for its items, but one without the field is none.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.contains(.items) else { throw DecodingFailure(path: "items", problem: "missing") }
        metadata = try container.decode(Metadata.self, forKey: .metadata)
        items = try container.decodeIfPresent([Lenient<Item>].self, forKey: .items) ?? []
    }

    struct Metadata: Decodable {
        var resourceVersion: String
        var next: String?

        private enum CodingKeys: String, CodingKey {
            case resourceVersion
            case next = "continue"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            resourceVersion = container.text(.resourceVersion, limit: 64) ?? ""
            let token = container.lenient(.next, String.self) ?? ""
            next = token.isEmpty ? nil : token
        }
    }
}

/// One event of a watch.
private struct MessageDocument: Decodable {
    var type: String
    var pod: Pod?
    var resourceVersion: String?
    var status: StatusDocument?

    private enum CodingKeys: CodingKey {
        case type, object
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = container.lenient(.type) ?? ""
        guard type != "ERROR" else {
            status = container.lenient(.object)
            return
        }
        let document = container.lenient(.object, PodDocument.self)
        pod = document?.pod
        resourceVersion = document.map(\.metadata.resourceVersion).flatMap { $0.isEmpty ? nil : $0 }
    }
}
