extension Int64 {
    /// The nearest whole number that fits: what comes from outside may be larger than any, or none at all.
    package init(nearest value: Double) {
        let limit = 9_223_372_036_854_774_784.0
        if value.isNaN {
            self = 0
        } else {
            self = value >= limit ? .max : value <= -limit ? .min : Int64(value.rounded())
        }
    }
}
