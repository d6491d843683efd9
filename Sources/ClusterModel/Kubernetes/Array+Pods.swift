/// Pods in order of namespace and name.
extension [Pod] {
    package func place(of id: PodName) -> Int? {
        let place = insertionPlace(of: id)
        return place < count && self[place].id == id ? place : nil
    }

    /// The first place whose pod does not come before `id`.
    package func insertionPlace(of id: PodName) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
