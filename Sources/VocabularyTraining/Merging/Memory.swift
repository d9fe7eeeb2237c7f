import Glibc

/// Numbers side by side in memory that grows in place: what an array is, without copies on write.
///
/// The merge loop changes millions of single elements. In an array each change asks whether the storage is shared, and
/// growing to twice the size holds both sizes for a moment; `realloc` moves pages instead. Bounds are checked.
@safe
struct Memory<Element: BitwiseCopyable>: ~Copyable {
    private(set) var count = 0
    private var capacity: Int
    private var base: UnsafeMutablePointer<Element>

    init(capacity: Int = 64) {
        self.capacity = max(capacity, 1)
        unsafe base = Self.allocate(self.capacity, from: nil)
    }

    init(repeating element: Element, count: Int) {
        self.init(capacity: count)
        append(repeating: element, count: count)
    }

    deinit {
        unsafe free(base)
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "the index must be below the count")
            return unsafe base[index]
        }
        set {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "the index must be below the count")
            unsafe base[index] = newValue
        }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: capacity &* 2) }
        unsafe (base + count).initialize(to: element)
        count &+= 1
    }

    mutating func append(repeating element: Element, count added: Int) {
        precondition(added >= 0, "a count must not be negative")
        if count + added > capacity { grow(to: max(count + added, capacity * 2)) }
        unsafe (base + count).initialize(repeating: element, count: added)
        count += added
    }

    /// Removes the last element; there must be one.
    @inline(__always)
    mutating func removeLast() -> Element {
        precondition(count > 0, "there must be an element")
        count &-= 1
        return unsafe base[count]
    }

    /// Removes so many elements from the end; there must be so many.
    mutating func removeLast(_ removed: Int) {
        precondition(removed >= 0 && removed <= count, "there must be so many elements")
        count &-= removed
    }

    mutating func sort(by precedes: (Element, Element) -> Bool) {
        var elements = unsafe UnsafeMutableBufferPointer(start: base, count: count)
        unsafe elements.sort(by: precedes)
    }

    mutating func removeAll() {
        count = 0
    }

    private mutating func grow(to wanted: Int) {
        unsafe base = Self.allocate(wanted, from: base)
        capacity = wanted
    }

    private static func allocate(
        _ capacity: Int, from old: UnsafeMutablePointer<Element>?
    ) -> UnsafeMutablePointer<Element> {
        guard let raw = unsafe realloc(old, capacity * MemoryLayout<Element>.stride) else {
            preconditionFailure("there must be memory for \(capacity) elements")
        }
        return unsafe raw.assumingMemoryBound(to: Element.self)
    }
}
