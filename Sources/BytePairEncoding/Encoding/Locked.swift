#if MALMOI_THREAD_SANITIZER

internal import Synchronization

/// A `Mutex` whose hand-over the thread sanitizer sees.
///
/// On Linux a `Mutex` is a futex whose owner the kernel sets when threads contend, and the sanitizer sees no order between the
/// last owner and the next: it takes everything that goes through such a lock for a race. So a flag is written last and
/// read first, which the compiler tells the sanitizer about. Calls on short texts would be 8 % slower with it, so it is there
/// for `make sanitize` only.
package struct Locked<State>: ~Copyable, Sendable {
    private let mutex: Mutex<State>
    private let isHandedOver = Atomic<Bool>(false)

    package init(_ state: consuming sending State) {
        mutex = Mutex(state)
    }

    /// Runs a closure with the state that no other thread has.
    package borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending State) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { (state: inout sending State) throws(Failure) -> sending Result in
            _ = isHandedOver.load(ordering: .acquiring)
            defer { isHandedOver.store(true, ordering: .releasing) }
            return try body(&state)
        }
    }
}

#else

package import Synchronization

package typealias Locked<State> = Mutex<State>

#endif
