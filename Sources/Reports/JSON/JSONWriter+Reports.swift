internal import JSONBytes
internal import LongContext

extension JSONWriter {
    mutating func member(_ name: String, _ value: Int?) {
        key(name)
        if let value { int(value) } else { null() }
    }

    mutating func member(_ name: String, _ value: Double?) {
        key(name)
        if let value { double(value) } else { null() }
    }

    mutating func member(_ name: String, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    mutating func member(_ name: String, bytes: [UInt8]) {
        key(name)
        string(bytes)
    }

    mutating func member(_ name: String, _ values: [Double]) {
        key(name)
        beginArray()
        for value in values { double(value) }
        endArray()
    }

    mutating func member(_ name: String, _ values: [String]) {
        key(name)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    /// `{"value": 2.4, "low": 2.3, "high": 2.5}`, the ends `null` where there is no interval; or `null`.
    mutating func member(_ name: String, _ estimate: Estimate?) {
        key(name)
        value(estimate)
    }

    mutating func value(_ estimate: Estimate?) {
        guard let estimate else { return null() }
        beginObject()
        member("value", estimate.value)
        member("low", estimate.interval?.low)
        member("high", estimate.interval?.high)
        endObject()
    }

    mutating func member(_ name: String, _ percentiles: Percentiles?) {
        key(name)
        guard let percentiles else { return null() }
        beginObject()
        member("p10", percentiles.tenth)
        member("p50", percentiles.fiftieth)
        member("p90", percentiles.ninetieth)
        endObject()
    }
}
