import ClusterModel

extension Agent {
    /// Where an agent stands among those that can be asked for the listing; lower is asked first.
    func rank(_ leader: WebAddress?) -> Int {
        if report.failure != nil { return 3 }
        if address == leader { return 0 }
        return report.currentValue == nil ? 2 : 1
    }
}
