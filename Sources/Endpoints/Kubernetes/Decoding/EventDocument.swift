import ClusterModel

/// An event as the API server writes it, in the older form that `/api/v1` gives for both (kubernetes `api/core/v1 Event`).
struct EventDocument: Decodable {
    var event: PodEvent

    private enum CodingKeys: CodingKey {
        case type, reason, message, count, firstTimestamp, lastTimestamp, eventTime, series, source, reportingComponent
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let series = container.lenient(.series, Series.self)
        let first = container.moment(.firstTimestamp) ?? container.moment(.eventTime)
        event = PodEvent(
            kind: container.text(.type, limit: 32) ?? "Normal",
            reason: container.text(.reason, limit: 128) ?? "",
            message: container.text(.message, limit: 1024) ?? "",
            count: max(1, max(container.count(.count), series?.count ?? 0)),
            firstAt: first,
            lastAt: series?.lastAt ?? container.moment(.lastTimestamp) ?? first,
            source: container.lenient(.source, Source.self)?.component
                ?? container.text(.reportingComponent, limit: 128)
        )
    }

    private struct Series: Decodable {
        var count: Int
        var lastAt: Timestamp?

        private enum CodingKeys: CodingKey {
            case count, lastObservedTime
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            count = container.count(.count)
            lastAt = container.moment(.lastObservedTime)
        }
    }

    private struct Source: Decodable {
        var component: String?

        private enum CodingKeys: CodingKey {
            case component
        }

        init(from decoder: any Decoder) throws {
            component = try decoder.container(keyedBy: CodingKeys.self).text(.component, limit: 128)
        }
    }
}
