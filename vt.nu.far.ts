import { theoryOf } from './src/theory/theory.ts';
import { distributionOf } from './src/numerics/distributionOf.ts';
import { approximate } from './src/numerics/piecewiseChebyshev.ts';
import { approximateToEnds } from './src/numerics/approximateToEnds.ts';
const min=1e6,max=1e6+1,w=1;
for (const type of [{family:'beta',alpha:.302,beta:.307,min,max},{family:'truncated-normal',mean:min+w*.3,sd:.3*w,min,max},{family:'truncated-normal',mean:min+w*.3,sd:.01*w,min,max},{family:'truncated-lognormal',mu:Math.log(min+w/2),sigma:.5*w/max,min,max},{family:'truncated-exponential',rate:-20/w,min,max}] as any[]){
 const d=distributionOf(type); let a=0,b=0;
 try{approximate({f:t=>{if(++a>2e5)throw 'many';return [d.cdf(t)]},count:1,breakpoints:[min,max],tolerance:8.9e-10})}catch(e){a=-a}
 try{const t=approximateToEnds({f:(u,v)=>{if(++b>2e5)throw 'many';return [d.cdfByDistances(u,v)]},count:1,breakpoints:[],tolerance:1e-14});console.log(t.stieltjesError,t.stieltjes(0,0)-.5)}catch(e){b=-b}
 console.log(type.family,type.sd,a,b,d.cdf(min+.25)-d.cdfByDistances(.25,.75),d.cdf(min+.75)-d.cdfByDistances(.75,.25));
}
