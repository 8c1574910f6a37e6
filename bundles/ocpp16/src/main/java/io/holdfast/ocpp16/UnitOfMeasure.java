package io.holdfast.ocpp16;

/** The unit of a value. Celcius is the original spelling and the one to send (OCPP 1.6 errata); a frequency has no unit. */
public enum UnitOfMeasure implements WireName {
    WH("Wh"), KWH("kWh"), VARH("varh"), KVARH("kvarh"), W("W"), KW("kW"), VA("VA"), KVA("kVA"), VAR("var"), KVAR("kvar"), A("A"), V("V"),
    CELCIUS("Celcius"), CELSIUS("Celsius"), FAHRENHEIT("Fahrenheit"), K("K"), PERCENT("Percent");

    private final String wire;

    UnitOfMeasure(String wire) {
        this.wire = wire;
    }

    @Override
    public String wire() {
        return wire;
    }
}
