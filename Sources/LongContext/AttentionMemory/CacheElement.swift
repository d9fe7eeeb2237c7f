/// The number format in which an engine keeps keys and values.
///
/// Only the stored elements are counted. Engines that quantize the cache also keep scales (one per head, per token or
/// per block of elements, as the engine likes), which add up to a few per cent and are not part of any model's layout.
public enum CacheElement: String, Sendable, CaseIterable, Hashable {
    case bf16, fp16, fp8, int8, int4

    /// Bits of one stored element.
    public var bits: Int {
        switch self {
        case .bf16, .fp16: 16
        case .fp8, .int8: 8
        case .int4: 4
        }
    }
}
