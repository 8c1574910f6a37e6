package io.holdfast.ocpp16;

/**
 * The answer to a {@link GetLocalListVersionRequest}.
 *
 * @param listVersion 0: the list is empty; -1: local lists aren't supported
 */
public record GetLocalListVersionResponse(int listVersion) implements Response {
    @Override
    public String action() {
        return "GetLocalListVersion";
    }
}
