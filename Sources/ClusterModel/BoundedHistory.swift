import DequeModule

/// The last samples of something over time, never more than `capacity`.
package struct BoundedHistory<Sample: Sendable>: Sendable {
    private var samples: Deque<Sample> = []
    package let capacity: Int

    package init(capacity: Int) {
        self.capacity = max(1, capacity)
    }

    package mutating func append(_ sample: Sample) {
        if samples.count == capacity { samples.removeFirst() }
        samples.append(sample)
    }

    package var count: Int { samples.count }
    package var last: Sample? { samples.last }
    package var all: some RandomAccessCollection<Sample> { samples }
}
