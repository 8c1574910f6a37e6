package io.holdfast.itests.misbehaviour;

import io.holdfast.csms.Misbehaviour;

/**
 * One way in which a CSMS misbehaves, and what tells of it.
 *
 * @param name for people
 * @param kind the misbehaviour of {@code csms} that is tried; what isn't one is a thing done by hand
 * @param pace of the charge point that meets it
 * @param play misbehaves, starts the charge point or not, and expects what it tells
 */
record Misdeed(String name, Class<?> kind, Pace pace, Play play) {
    /** What a test does with a charge point that was not yet started. */
    interface Play {
        void with(Station station, Runnable start) throws Exception;
    }

    static Misdeed of(String name, Misbehaviour misbehaviour, Pace pace, Play play) {
        return new Misdeed(name, misbehaviour.getClass(), pace, (station, start) -> {
            station.csms().misbehave(misbehaviour, 1);
            play.with(station, start);
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
