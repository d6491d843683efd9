import ClusterModel

/// A Patroni cluster with its proxies, as a state machine under virtual time.
///
/// Time advances in steps of 100 ms counted from the start, so that what happens depends on the blueprint, the story,
/// the faults and the seed alone, never on how often somebody looks. The times are those measured on real components.
package struct SimulatedCluster: Sendable {
    package internal(set) var members: [SimulatedMember]
    package internal(set) var proxies: [SimulatedProxy]
    /// How many requests arrived, by method, at agents and proxies together.
    package internal(set) var requestCounts: [String: Int] = [:]
    package internal(set) var blueprint: ClusterBlueprint
    /// The Kubernetes cluster around it; nil when it runs on none.
    package internal(set) var kubernetes: SimulatedKubernetes?

    var store: DistributedStore
    var generator: SeededGenerator
    /// The step that was last computed.
    var clock: Timestamp
    /// The part of the real time that was skipped because nobody looked for long, as if the machine had slept.
    var slept = Duration.zero
    var writeRate: Int64
    var highestTimeline: Int64

    private let story: Story
    private var storyStartedAt: Timestamp
    private var nextStep = 0

    static let step = Duration.milliseconds(100)
    private static let longestCatchUp = Duration.seconds(3600)

    /// A cluster that has been well for a day.
    package init(_ blueprint: ClusterBlueprint, story: Story = Story(), at start: Timestamp, seed: UInt64) {
        var blueprint = blueprint
        blueprint.members.sort { $0.name < $1.name }
        self.blueprint = blueprint
        self.story = story
        generator = SeededGenerator(seed: seed)
        clock = start
        storyStartedAt = start
        writeRate = blueprint.writeRate
        highestTimeline = blueprint.timeline
        let location = Int64(clamping: blueprint.location.position)
        members = blueprint.members.map {
            SimulatedMember($0, timeline: blueprint.timeline, location: location, now: start)
        }
        store = DistributedStore(
            members: Array(repeating: nil, count: members.count),
            configuration: Self.configuration(blueprint)
        )
        proxies = []
        settle()
        settleKubernetes(seed: seed)
    }

    /// Whether anything will happen by itself beyond the routine of a healthy cluster.
    package var hasStory: Bool { !story.steps.isEmpty }

    /// The name of the member that holds the leader lock.
    package var leader: MemberName? { store.lock?.holder }

    /// Replaces a member's agent address by the one that the server bound.
    package mutating func publish(agentURL: String, of member: MemberName) {
        guard let index = index(of: member) else { return }
        members[index].blueprint.agentURL = agentURL
    }

    /// Computes every step that is due at `now`; going backwards does nothing.
    package mutating func advance(to now: Timestamp) {
        let behind = now - slept - clock
        if behind > Self.longestCatchUp { slept += behind - Self.longestCatchUp }
        let target = now - slept
        while clock + Self.step <= target {
            clock = clock + Self.step
            runStep()
        }
    }

    /// Real time for a virtual one, to tell callers when to come back.
    func realTime(_ virtual: Timestamp) -> Timestamp { virtual + slept }

    func index(of name: MemberName) -> Int? { members.firstIndex { $0.name == name } }

    private mutating func runStep() {
        playStory()
        expireKeys()
        for index in members.indices { finishPhases(of: index) }
        for index in members.indices where members[index].nextLoopAt <= clock { runLoop(of: index) }
        replicate()
        for index in proxies.indices where proxies[index].isRunning { runProxy(index) }
        runKubernetes()
    }

    private mutating func playStory() {
        while nextStep < story.steps.count, storyStartedAt + story.steps[nextStep].after <= clock {
            nextStep += 1
            strike(story.steps[nextStep - 1].fault)
        }
        guard let period = story.period, period > .zero, storyStartedAt + period <= clock else { return }
        storyStartedAt = storyStartedAt + period
        nextStep = 0
    }

    private mutating func expireKeys() {
        guard store.isUp else { return }
        for index in members.indices {
            if let key = store.members[index], key.expiresAt <= clock { store.members[index] = nil }
        }
        guard let lock = store.lock, lock.expiresAt <= clock else { return }
        store.lock = nil
        wakeLoops(within: 100...600)
    }
}
