import ClusterModel
import Dispatch
import FlyingSocks
import Glibc
import Simulator

/// Serves every cluster from one thread that blocks in one place, so that three thousand ports cost what is asked of
/// them.
///
/// FlyingFox's HTTP server always answers; a simulator must also refuse, hang and close without a word. Hence its
/// sockets and its epoll, and the little HTTP here.
struct EventLoop {
    var clusters: [SimulatedCluster]
    var listeners: [Int32: Listener] = [:]
    /// The descriptors of each cluster's listeners.
    var ports: [[Int32]]
    var connections: [Int32: Connection] = [:]
    var waiting: Set<Int32> = []
    /// Connections with a watch or a followed log.
    var streaming: Set<Int32> = []
    var queue = ePoll(triggering: .level, maxEvents: 256)
    let mailbox: Mailbox
    let clock: WallClock
    let connectionLimit: Int
    /// The clusters to which something happens though nobody asks them.
    private let lively: [Int]
    private var wakesAt: Timestamp?

    private static let tick = Duration.milliseconds(100)

    init(_ clusters: [SimulatedCluster], mailbox: Mailbox, clock: WallClock, connectionLimit: Int) throws {
        self.clusters = clusters
        self.mailbox = mailbox
        self.clock = clock
        self.connectionLimit = connectionLimit
        lively = clusters.indices.filter { clusters[$0].hasStory }
        ports = Array(repeating: [], count: clusters.count)
        try queue.open()
        try queue.addEvents(.read, for: mailbox.waker.readingEnd.file)
    }

    /// Serves until the mailbox asks to stop, then closes everything.
    mutating func run() {
        // Stories begin before anybody asks.
        keepTime()
        while true {
            let events = (try? queue.getNotifications()) ?? []
            for event in events { handle(event) }
            let letters = mailbox.collect()
            if letters.stops { return close() }
            for letter in letters.faults where clusters.indices.contains(letter.cluster) {
                clusters[letter.cluster].apply(letter.fault, at: clock.now)
                synchronizePorts(of: letter.cluster)
            }
            keepTime()
        }
    }

    private mutating func handle(_ event: EventNotification) {
        let file = event.file.rawValue
        if file == mailbox.waker.readingEnd.file.rawValue {
            // A timer may fire a moment before its time by our clock: it is gone all the same, and another is due.
            wakesAt = nil
            return mailbox.waker.drain()
        }
        if listeners[file] != nil { return accept(from: file) }
        if event.events.contains(.write) { flush(file) }
        if event.events.contains(.read) || !event.errors.isEmpty { receive(from: file) }
    }

    // MARK: Time

    /// Resumes what is due, lets stories happen, and sees to being woken for the next.
    private mutating func keepTime() {
        let now = clock.now
        if let time = wakesAt, time <= now { wakesAt = nil }
        for file in waiting {
            guard case .waiting(let pending, let time)? = connections[file]?.state, time <= now else { continue }
            resume(pending, on: file, at: now)
        }
        var next = waiting.compactMap { file -> Timestamp? in
            guard case .waiting(_, let time)? = connections[file]?.state else { return nil }
            return time
        }.min()
        for cluster in lively {
            clusters[cluster].advance(to: now)
            synchronizePorts(of: cluster)
        }
        for file in streaming { continueStream(on: file, at: now) }
        if !lively.isEmpty || !streaming.isEmpty { next = min(next ?? (now + Self.tick), now + Self.tick) }
        if let next { wake(at: next, now: now) }
    }

    private mutating func wake(at time: Timestamp, now: Timestamp) {
        if let planned = wakesAt, planned <= time { return }
        wakesAt = time
        let waker = mailbox.waker
        let delay = max(1, (time - now).inMilliseconds)
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(min(delay, 60_000)))) { waker.wake() }
    }

    // MARK: Ports

    /// Opens and closes a cluster's ports as its processes live and die.
    mutating func synchronizePorts(of cluster: Int) {
        for (position, file) in ports[cluster].enumerated() {
            guard var listener = listeners[file] else { continue }
            let shouldListen: Bool
            switch listener.role {
            case .http(_, let target): shouldListen = clusters[cluster].listens(target)
            case .database(_, let proxy): shouldListen = clusters[cluster].listens(.proxy(proxy))
            }
            guard shouldListen != listener.isOpen else { continue }
            if shouldListen {
                guard (try? listener.open()) != nil else { continue }
                try? queue.addEvents(.read, for: listener.socket.file)
                listeners[file] = listener
            } else {
                try? queue.removeEvents(.read, for: listener.socket.file)
                // Forgotten before it is closed: its number may be a connection's next.
                listeners[file] = nil
                guard (try? listener.close()) != nil else { continue }
                listeners[listener.socket.file.rawValue] = listener
                ports[cluster][position] = listener.socket.file.rawValue
                for (connection, state) in connections where state.role == listener.role { drop(connection) }
            }
        }
    }

    private mutating func accept(from file: Int32) {
        for _ in 0..<64 {
            guard let listener = listeners[file], listener.isOpen, let accepted = try? listener.socket.accept() else {
                return
            }
            let socket = Socket(file: accepted.file)
            guard connections.count < connectionLimit, (try? socket.setFlags(.nonBlocking)) != nil,
                (try? queue.addEvents(.read, for: socket.file)) != nil
            else {
                try? socket.close()
                continue
            }
            connections[socket.file.rawValue] = Connection(socket, listener.role)
            // What a client sent with its handshake is there already.
            receive(from: socket.file.rawValue)
        }
    }

    mutating func drop(_ file: Int32) {
        guard let connection = connections.removeValue(forKey: file) else { return }
        waiting.remove(file)
        streaming.remove(file)
        try? queue.removeEvents([.read, .write], for: connection.socket.file)
        try? connection.socket.close()
    }

    private mutating func close() {
        for file in Array(connections.keys) { drop(file) }
        for listener in listeners.values {
            if listener.isOpen { try? queue.removeEvents(.read, for: listener.socket.file) }
            try? listener.socket.close()
        }
        listeners = [:]
        try? queue.close()
        mailbox.waker.close()
    }
}
