import ClusterModel
import Diagnosis

/// A finding with the time during which its rule found it; `until` is nil when it was there at the end.
struct FindingSpan: Equatable {
    var finding: Finding
    var until: Timestamp?
}
