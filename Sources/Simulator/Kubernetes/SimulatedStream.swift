import ClusterModel

/// An answer that goes on: a watch or a followed log, and how far it has got.
package enum SimulatedStream: Hashable, Sendable {
    case watch(WatchStream)
    case log(LogStream)
}

/// What a stream has to say at some moment.
package enum StreamPortion: Equatable, Sendable {
    /// Bytes, maybe none; the stream goes on.
    case bytes([UInt8])
    /// The last bytes; the answer ends as it should.
    case last([UInt8])
    /// The connection is lost in the middle.
    case cut
}

/// A watch of objects.
package struct WatchStream: Hashable, Sendable {
    let selection: KubernetesSelection
    let form: KubernetesForm
    let inclusion: KubernetesTable.Inclusion
    let generation: Int
    let endsAt: Timestamp
    let wantsBookmarks: Bool
    /// The last version that was told.
    var version: Int64
    /// What is there already is told first.
    var tellsInitial: Bool
    var hasDefinedColumns = false
    var bookmarkAt: Timestamp
    var hasSaidGoodbye = false
}

/// A log that is followed.
package struct LogStream: Hashable, Sendable {
    let podUID: String
    /// Of the run of the container; another run is another log.
    let container: String
    let generation: Int
    let showsTimes: Bool
    /// The next line, counted from the first that the run wrote.
    var next: Int
    var initial: [UInt8]
}
