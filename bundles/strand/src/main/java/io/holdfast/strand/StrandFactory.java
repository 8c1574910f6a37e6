package io.holdfast.strand;

import org.osgi.annotation.versioning.ProviderType;

/** Makes strands over one shared home executor and one shared timer thread; registered as an OSGi service. */
@ProviderType
public interface StrandFactory {
    /**
     * Makes a strand, which its maker closes.
     *
     * @param name told in the log lines about it
     */
    Strand create(String name);
}
